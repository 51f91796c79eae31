import { expect, it } from 'vitest'
import { parseStoredCommand, readStoredCommand } from '#shared/contract/storedCommands.ts'
import { describeStored } from '#shared/words/index.ts'
import { tables } from '#test/support/rebaseCases.ts'

const hashed = {
  algorithm: 'scrypt',
  cost: 16384,
  blockSize: 8,
  parallelization: 1,
  salt: 'AAAA',
  hash: 'AAAA',
}
const move = { type: 'MoveStock', sku: 'SKU-1', from: 'A-1', to: 'A-2', quantity: 3 }

it.each(['ChoosePin', 'ChangePin', 'IssuePin'])(
  'reads a stored %s, and its PIN is a hash',
  (type) => {
    const command = { type, operator: 'ben', pin: hashed }
    expect(parseStoredCommand(command)).toEqual({ known: true, command })
    expect(parseStoredCommand({ ...command, pin: '471100' })).toMatchObject({ known: false, type })
  },
)

it('knows every command that can be decided again', () => {
  const commands = Object.values(tables).flatMap(({ rows }) =>
    Object.values(rows).map(({ command }) => command),
  )
  const isUnknown = ({ type }: (typeof commands)[number]) => {
    const stored = parseStoredCommand({ type })
    return !stored.known && stored.problem.startsWith('unknown command')
  }
  expect(commands.filter(isUnknown)).toEqual([])
})

it('lifts a command of an earlier version, step by step', () => {
  const steps = {
    MoveStock: [
      ({ bin: from, ...rest }: Readonly<Record<string, unknown>>) => ({ ...rest, from }),
      ({ bin2: to, ...rest }: Readonly<Record<string, unknown>>) => ({ ...rest, to }),
    ],
  }
  const { from: bin, to: bin2, ...rest } = move
  const known = { known: true, command: move }
  expect(parseStoredCommand({ ...rest, bin, bin2 }, 1, steps)).toEqual(known)
  expect(parseStoredCommand({ ...rest, from: 'A-1', bin2 }, 2, steps)).toEqual(known)
  expect(parseStoredCommand(move, 3, steps)).toEqual(known)
  expect(parseStoredCommand(move, 4, steps)).toEqual({
    known: false,
    type: 'MoveStock',
    problem: 'MoveStock: version 4, known up to 3',
  })
})

it.each(['', 'null', '[]', '3', '"text"', '{', '{"type":3}', '{"type":"RegisterBins"}'])(
  'describes what is stored whatever it is: %s',
  (json) => {
    expect(describeStored(readStoredCommand(json).stored)).toContain('cannot read')
  },
)
