import { once } from 'node:events'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cliTerminal, runCli, startCli } from '#test/support/cli.ts'
import { createTerminal } from '#electron/terminal/index.ts'
import { asAdmin, tempDir } from '#test/support/terminal.ts'

let terminal: ReturnType<typeof cliTerminal>

/** Bin A-1 holds 10 of S. */
async function prepare(data: string) {
  const inProcess = createTerminal({ dataDir: data })
  inProcess.initialise({ terminal: 'T1', warehouse: 'WH1' })
  const run = asAdmin(inProcess)
  run({ type: 'RegisterBin', bin: 'A-1' })
  run({ type: 'RegisterProduct', sku: 'S', name: 'Saddle', packs: [] })
  run({ type: 'ReceiveStock', sku: 'S', bin: 'A-1', quantity: 10 })
  await inProcess.close()
  return cliTerminal(data)
}

beforeEach(async () => {
  terminal = await prepare(tempDir())
})

const pick = { type: 'PickStock', sku: 'S', bin: 'A-1', quantity: 1 }
const onHand = async () => (await terminal.query('stock', { sku: 'S' }))[0]?.['onHand']

describe('exec', () => {
  it('answers each line with an outcome, in order, and exits with 0', async () => {
    const ids = [randomUUID(), randomUUID(), randomUUID()]
    const { code, rows, stderr } = await terminal.exec([
      { ...pick, id: ids[0], occurredAt: '2026-01-02T03:04:05Z' },
      { ...pick, id: ids[1], quantity: 100 },
      { ...pick, id: ids[2], quantity: 2 },
    ])
    expect(code).toBe(0)
    expect(stderr).toBe('')
    expect(rows).toMatchObject([
      { id: ids[0], outcome: 'accepted', events: [{ type: 'StockPicked', stream: 'stock-WH1.S' }] },
      { id: ids[1], outcome: 'refused', code: 'insufficient-stock' },
      { id: ids[2], outcome: 'accepted' },
    ])
    expect(await onHand()).toBe(7)
    expect((await terminal.query('history', { sku: 'S' }))[1]).toMatchObject({
      occurredAt: '2026-01-02T03:04:05Z',
      delta: -1,
    })
  })

  it('refuses an adjustment that does the opposite of what its reason means, until a supervisor turns it', async () => {
    const found = { type: 'AdjustStock', sku: 'S', bin: 'A-1', delta: -1, reason: 'found' }
    const turned = { type: 'ChangeReasonDirection', reason: 'found', direction: 'either' }
    const { rows } = await terminal.exec([found, { ...found, delta: 2 }, turned, found])
    expect(rows).toMatchObject([
      {
        outcome: 'refused',
        code: 'reason-direction',
        message: 'Reason found adds to the book, it cannot take from it.',
      },
      { outcome: 'accepted' },
      { outcome: 'accepted' },
      { outcome: 'accepted' },
    ])
    expect(await onHand()).toBe(11)
  })

  it('takes the same id twice for the same intention, in one run and in two', async () => {
    const command = { ...pick, id: randomUUID() }
    const once = await terminal.exec([command, command])
    const again = await terminal.exec([command])
    expect(once.rows[1]).toEqual(once.rows[0])
    expect(again.rows[0]).toEqual(once.rows[0])
    expect(await onHand()).toBe(9)
  })

  it('echoes the id of a command that is no good, and counts blank lines', async () => {
    const id = randomUUID()
    const { rows } = await terminal.exec(['', '  ', { ...pick, id, quantity: 0 }])
    expect(rows).toMatchObject([{ id, message: expect.stringMatching(/^Line 3:/) }])
  })

  it('refuses bytes that are no UTF-8 by line', async () => {
    const child = startCli('exec', '--data', terminal.data, '--operator', 'admin')
    child.stdin.end(Buffer.concat([Buffer.from([0xff, 0xfe, 0x0a]), Buffer.from('null\n')]))
    const outcomes = (await text(child.stdout)).trim().split('\n')
    expect(outcomes).toHaveLength(2)
    expect(outcomes[0]).toContain('Line 1: it is not encoded in UTF-8')
  })

  it('refuses an operator who is not registered, or is deactivated, as an outcome', async () => {
    const unknown = await terminal.exec([pick], 'nobody')
    expect(unknown).toMatchObject({ code: 0, rows: [{ code: 'operator-unknown' }] })
    await terminal.exec([
      { type: 'RegisterOperator', operator: 'jo', name: 'Jo', role: 'operator' },
      { type: 'DeactivateOperator', operator: 'jo' },
    ])
    const inactive = await terminal.exec([pick], 'jo')
    expect(inactive).toMatchObject({ code: 0, rows: [{ code: 'operator-inactive' }] })
  })

  it('answers a line as soon as it has come, without waiting for the end', async () => {
    const child = startCli('exec', '--data', terminal.data, '--operator', 'admin')
    const outcomes = createInterface(child.stdout)[Symbol.asyncIterator]()
    for (const _ of [1, 2, 3]) {
      child.stdin.write(`${JSON.stringify(pick)}\n`)
      expect((await outcomes.next()).value).toContain('"accepted"')
    }
    child.stdin.end(JSON.stringify(pick))
    expect((await outcomes.next()).value).toContain('"accepted"')
    expect(await once(child, 'exit')).toEqual([0, null])
  })

  it('keeps what it has answered when it is killed in the middle', async () => {
    const child = startCli('exec', '--data', terminal.data, '--operator', 'admin')
    child.stdin.on('error', () => {})
    const receive = { type: 'ReceiveStock', sku: 'S', bin: 'A-1', quantity: 1 }
    for (let i = 0; i < 3000; i++)
      child.stdin.write(`${JSON.stringify({ ...receive, id: randomUUID() })}\n`)
    const answered = new Set<string>()
    for await (const line of createInterface(child.stdout)) {
      answered.add((JSON.parse(line) as { id: string }).id)
      if (answered.size === 700) child.kill('SIGKILL')
    }
    const kept = new Set((await terminal.query('outbox')).map(({ intention }) => intention))
    expect([...answered].filter((id) => !kept.has(id))).toEqual([])
    expect(answered.size).toBeGreaterThanOrEqual(700)
  })

  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)(
    'ends by itself at %s, with everything that it answered kept',
    async (signal, code) => {
      const child = startCli('exec', '--data', terminal.data, '--operator', 'admin')
      const outcomes = createInterface(child.stdout)[Symbol.asyncIterator]()
      child.stdin.write(`${JSON.stringify(pick)}\n`)
      await outcomes.next()
      child.kill(signal)
      expect(await once(child, 'exit')).toEqual([code, null])
      expect(await onHand()).toBe(9)
    },
  )

  it('ends quietly when nobody reads its outcomes any more', async () => {
    const child = startCli('exec', '--data', terminal.data, '--operator', 'admin')
    child.stdin.on('error', () => {})
    const said = text(child.stderr)
    child.stdout.destroy()
    child.stdin.write(`${JSON.stringify(pick)}\n`.repeat(5))
    child.stdin.end()
    expect(await once(child, 'exit')).toEqual([0, null])
    expect(await said).toBe('')
  })
})

/** Lines that are no good: what stands on them, the code and the message that they are answered with. */
const bad: readonly [string, string | object, string, RegExp][] = [
  ['no JSON', 'pick one', 'invalid-command', /^Line \d+: it is not JSON/],
  ['half an object', '{"type":"PickStock"', 'invalid-command', /^Line \d+: it is not JSON/],
  ['null', 'null', 'invalid-command', /type is none of ReceiveStock/],
  ['an array', '[]', 'invalid-command', /type is none of ReceiveStock/],
  ['an unknown type', { type: 'StealStock' }, 'invalid-command', /type is none of/],
  ['unknown fields', { ...pick, colour: 'red' }, 'invalid-command', /unknown field colour/],
  ['a negative quantity', { ...pick, quantity: -1 }, 'invalid-command', /quantity is below 1/],
  ['a fractional quantity', { ...pick, quantity: 1.5 }, 'invalid-command', /not a whole number/],
  ['an absurd quantity', { ...pick, quantity: 1e300 }, 'invalid-command', /not a whole number/],
  ['a quantity in quotes', { ...pick, quantity: '1' }, 'invalid-command', /not a whole number/],
  ['an unknown SKU', { ...pick, sku: 'NOPE' }, 'product-unknown', /Product NOPE/],
  ['an unknown bin', { ...pick, bin: 'NOPE' }, 'bin-unknown', /Bin NOPE/],
  ['a SKU that every object has', { ...pick, sku: 'constructor' }, 'product-unknown', /constr/],
  ['a control character', { ...pick, bin: 'A\u00001' }, 'invalid-command', /control character/],
  ['an id that is none', { ...pick, id: '7' }, 'invalid-command', /id is not a valid uuid/],
  ['a time that is none', { ...pick, occurredAt: 'now' }, 'invalid-command', /occurredAt/],
  ['a field of a million characters', { ...pick, sku: 'x'.repeat(1e6) }, 'invalid-command', /sku/],
  ['a line of two million', `"${'x'.repeat(2e6)}"`, 'invalid-command', /longer than/],
]

describe('exec, given lines that are no good,', () => {
  const data = mkdtempSync(join(tmpdir(), 'tallydeck-'))
  let result: Awaited<ReturnType<typeof runCli>>
  let left: unknown

  beforeAll(async () => {
    const own = await prepare(data)
    result = await own.exec([...bad.map(([, line]) => line), pick])
    left = (await own.query('stock', { sku: 'S' }))[0]?.['onHand']
  })
  afterAll(() => rmSync(data, { recursive: true, force: true }))

  it.each(bad)('refuses %s', (name, _line, code, message) => {
    const row = result.rows[bad.findIndex(([other]) => other === name)]
    expect(row).toMatchObject({ outcome: 'refused', code, message: expect.stringMatching(message) })
    expect(String(row?.['message']).length).toBeLessThan(600)
  })

  it('goes on after them, and exits with 0', () => {
    expect(result).toMatchObject({ code: 0, stderr: '' })
    expect(result.rows).toHaveLength(bad.length + 1)
    expect(result.rows.at(-1)).toMatchObject({ outcome: 'accepted' })
    expect(left).toBe(9)
  })
})

describe('another process on the same data folder', () => {
  it('may ask queries; to work on it is refused with a message and an exit code of its own', async () => {
    const child = startCli('exec', '--data', terminal.data, '--operator', 'admin')
    const outcomes = createInterface(child.stdout)[Symbol.asyncIterator]()
    child.stdin.write(`${JSON.stringify(pick)}\n`)
    await outcomes.next()
    expect(await onHand()).toBe(9)
    const refused = await runCli(['exec', '--data', terminal.data, '--operator', 'admin'])
    expect(refused).toMatchObject({ code: 3, stdout: '' })
    expect(refused.stderr).toContain('Another Tallydeck is using the data folder')
    child.stdin.end()
    await once(child, 'exit')
  })
})
