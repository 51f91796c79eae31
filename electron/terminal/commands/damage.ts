import type { Finding } from '../store/index.ts'
import type { Ledger } from './ledger.ts'

type Waiting = {
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
}

/** The first look at a start is at what was not sent; the rest can wait until the floor is at work. */
const FIRST_MS = 10_000
/** Between slices of some milliseconds: no scan waits for it. */
const REST_MS = 100
const AGAIN_MS = 24 * 3600_000

function keepFindings(ledger: Ledger, findings: readonly Finding[]): void {
  if (findings.length === 0) return
  ledger.unit('settle', () => {
    for (const finding of findings)
      ledger.store.integrity.damage.add(finding, ledger.surroundings.now())
    ledger.changes.mark(['outbox'])
  })
}

/** Verifies everything that is stored, a little at a time, and again each day. What is found is told, not touched. */
export function verifyInBackground(
  ledger: Ledger,
  { sleep }: Waiting,
): { readonly stop: () => void } {
  const stopping = new AbortController()
  const { signal } = stopping
  async function run(): Promise<void> {
    for (let wait = FIRST_MS; !signal.aborted; wait = AGAIN_MS) {
      await sleep(wait, signal)
      for (const findings of ledger.store.integrity.all()) {
        if (signal.aborted) return
        keepFindings(ledger, findings)
        await sleep(REST_MS, signal)
      }
    }
  }
  run().catch((error: unknown) => {
    if (signal.aborted) return
    const detail = error instanceof Error ? error.message : String(error)
    keepFindings(ledger, [{ kind: 'database', sequence: null, intention: null, detail }])
  })
  return { stop: () => stopping.abort() }
}

/** Somebody has looked at all that is known, and entered again what was to be entered. */
export function seeDamage(ledger: Ledger, operator: string): void {
  ledger.unit('settle', () => {
    ledger.store.integrity.damage.see(operator)
    ledger.changes.mark(['outbox'])
  })
}
