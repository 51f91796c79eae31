import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { DomainCommand } from '#shared/domain/index.ts'
import { cellsOf, happens, historyOf, outcomeOf, tables } from '#test/support/rebaseCases.ts'

const doc = readFileSync(new URL('../../../docs/rebase.md', import.meta.url), 'utf8')

const fieldsOf = (line: string) =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())

/** The table under a heading of the page: what it says for a command and a change. */
function documented(heading: string) {
  const section = doc.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? ''
  const [head = [], , ...rows] = section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map(fieldsOf)
  const says = (command: string, change: string) =>
    rows.find(([name]) => name === command)?.[head.indexOf(change)]
  return { commands: rows.map(([name]) => name), changes: head.slice(1), says }
}

/** Every command of the domain: a new one that the page does not have is a type error here or a failure below. */
const commands: Readonly<Record<DomainCommand['type'], true>> = {
  AcceptCountLine: true,
  AcceptIncomplete: true,
  AcceptStore: true,
  AddPack: true,
  AddReasonCode: true,
  AdjustStock: true,
  ApproveCount: true,
  CancelCount: true,
  ChangeCountPolicy: true,
  ChangeIdleLock: true,
  ChangeNegativeStockPolicy: true,
  ChangePin: true,
  ChangeReasonDirection: true,
  ChangeRole: true,
  ChangeUnitValue: true,
  ChoosePin: true,
  CloseConflict: true,
  CloseIntention: true,
  BeginEpoch: true,
  CompareClock: true,
  ConfirmEmptyBin: true,
  DeactivateOperator: true,
  EnrolTerminal: true,
  IssuePin: true,
  MoveStock: true,
  OpenCount: true,
  PickStock: true,
  PostCount: true,
  PostCountVariance: true,
  RaiseConflict: true,
  ReceiveStock: true,
  RecordCount: true,
  RegisterBin: true,
  RegisterBins: true,
  RegisterOperator: true,
  RegisterProduct: true,
  RegisterWarehouse: true,
  RemovePack: true,
  RenameProduct: true,
  RenameWarehouse: true,
  ReopenConflict: true,
  ReportFound: true,
  RequestRecount: true,
  ResolveConflict: true,
  RestoreSupervisor: true,
  RetireReasonCode: true,
  RetireTerminal: true,
  ScanCount: true,
  SubmitCount: true,
  UndoCount: true,
}

describe('the page on rebase', () => {
  it('has a row for every command', () => {
    const rows = Object.values(tables).flatMap(({ rows }) => Object.values(rows))
    expect(new Set(rows.map(({ command }) => command.type))).toEqual(new Set(Object.keys(commands)))
  })

  it.each(Object.entries(tables))('has every row and column of the cases: %s', (heading, table) => {
    expect(documented(heading)).toMatchObject({
      commands: Object.keys(table.rows),
      changes: Object.keys(table.changes),
    })
  })

  describe.each(Object.entries(tables))('on %s', (heading, table) => {
    it.each(cellsOf(table))('says what comes of $title', ({ command, row, name, change }) => {
      const history = historyOf(row, change)
      const says = documented(heading).says(command, name)
      expect({ history, says }).toEqual({ history, says: outcomeOf(table, row, change) })
    })

    it('has no other cell', () => {
      const { commands, changes, says } = documented(heading)
      const told = commands.flatMap((command = '') =>
        changes.flatMap((change) =>
          says(command, change) === '–' ? [] : [`${command}: ${change}`],
        ),
      )
      expect(told).toEqual(cellsOf(table).map(({ command, name }) => `${command}: ${name}`))
    })
  })
})

describe.each(Object.entries(tables))('a change of the cases on %s', (_heading, table) => {
  it.each(cellsOf(table))('really happens: $title', ({ row, change }) => {
    expect(happens(table, row, change)).toBe(true)
  })
})
