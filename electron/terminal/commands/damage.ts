import type { Finding } from '../store/index.ts'
import { asFindings, compareReadModels, type Difference } from './compare.ts'
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

/** A stream of more events takes too long to be folded anew between two scans: `check` compares it. */
const MOST_EVENTS = 500
/** How long streams are compared at once: a scan that comes meanwhile hardly waits. */
const SLICE_MS = 5

/** What is shown is made anew from the log: at once where that is a row of a stream, or else at the next start. */
function mend({ store, books, surroundings, publishWhole }: Ledger, difference: Difference): void {
  const { ofStream, details } = difference
  if (ofStream && ofStream.details.length > 0) {
    const { stream, keys } = ofStream
    store.snapshots.drop(stream)
    books.forget(stream)
    publishWhole(books.get(stream), keys)
    for (const detail of ofStream.details)
      store.integrity.damage.mend({ kind: 'read-model', detail }, surroundings.now())
  }
  if (details.length > 0) store.doubtReadModels()
}

function keepDifference(ledger: Ledger, difference: Difference): void {
  const findings = asFindings(difference)
  if (findings.length === 0) return
  keepFindings(ledger, findings)
  ledger.unit('settle', () => mend(ledger, difference))
}

/** Verifies everything that is stored, a little at a time, and again each day. What was recorded is told, not touched. */
export function verifyInBackground(
  ledger: Ledger,
  { sleep }: Waiting,
): { readonly stop: () => void } {
  const stopping = new AbortController()
  const { signal } = stopping
  const { store, surroundings } = ledger

  async function verifyStored(): Promise<void> {
    for (const findings of store.integrity.all()) {
      if (signal.aborted) return
      keepFindings(ledger, findings)
      await sleep(REST_MS, signal)
    }
  }

  async function compareShown(): Promise<void> {
    const isLong = (stream: string) => store.events.head(stream) >= MOST_EVENTS
    let began = surroundings.monotonicNow()
    for (const difference of compareReadModels(store.connection, isLong)) {
      keepDifference(ledger, difference)
      if (surroundings.monotonicNow() - began < SLICE_MS) continue
      await sleep(REST_MS, signal)
      if (signal.aborted) return
      began = surroundings.monotonicNow()
    }
  }

  async function run(): Promise<void> {
    for (let wait = FIRST_MS; !signal.aborted; wait = AGAIN_MS) {
      await sleep(wait, signal)
      await verifyStored()
      await compareShown()
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
