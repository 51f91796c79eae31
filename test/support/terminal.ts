import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { tellHistories } from './histories.ts'
import { createTerminal, type Terminal, type TerminalConfig } from '#electron/terminal/index.ts'
import { rowsOf } from './database.ts'

/** A folder of its own for a test; gone when the test has finished. */
export function tempDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'tallydeck-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

/** A terminal on a real database, closed when the test has finished. */
export function openTerminal(config: Partial<TerminalConfig> = {}): Terminal {
  const terminal = createTerminal({ dataDir: tempDir(), ...config })
  onTestFinished(({ task }) => {
    if (task.result?.state === 'fail') tellHistories(terminal)
    return terminal.close()
  })
  return terminal
}

type Command = Parameters<Terminal['execute']>[0]['command']

/** Gives commands as one of the warehouse's people. */
export const asOperator =
  (terminal: Terminal, operator: string) =>
  (command: Command, more: { id?: string; occurredAt?: string } = {}) =>
    terminal.execute({ command, operator, ...more })

/** Gives commands as the supervisor that every warehouse starts with. */
export const asAdmin = (terminal: Terminal) => asOperator(terminal, 'admin')

/** A set-up terminal of WH1 with bins, product SKU-1, and its stock in A-1. */
export function stockedTerminal(config: Partial<TerminalConfig> = {}, onHand = 10): Terminal {
  const terminal = openTerminal(config)
  terminal.initialise({ terminal: 'T1', warehouse: 'WH1' })
  const run = asAdmin(terminal)
  run({ type: 'RegisterBin', bin: 'A-1' })
  run({ type: 'RegisterBin', bin: 'A-2' })
  run({ type: 'RegisterProduct', sku: 'SKU-1', name: 'Chain', packs: [] })
  run({ type: 'ReceiveStock', sku: 'SKU-1', bin: 'A-1', quantity: onHand })
  return terminal
}

/** The book of a bin as the read model has it: what is confirmed, and what the floor sees. */
export function stockOf(terminal: Terminal, bin: string, sku = 'SKU-1') {
  const [row] = rowsOf<{ confirmed: number; effective: number }>(
    terminal,
    'SELECT confirmed, effective FROM stock WHERE sku = ? AND bin = ?',
    sku,
    bin,
  )
  return row ?? { confirmed: 0, effective: 0 }
}
