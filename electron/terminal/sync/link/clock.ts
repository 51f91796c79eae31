import { CENTURY_MS } from '#shared/contract/codes.ts'
import { isLive, streams } from '#shared/domain/index.ts'
import type { CentralStore } from '../../central/index.ts'
import {
  acceptAsTerminal,
  CLOCK_TOLERANCE_MS,
  type Identity,
  type Ledger,
  type Timing,
} from '../../commands/index.ts'

/** The store says its time to the second: it is so much later than said at most. */
const SECOND_MS = 1000
/** Up to this number it is settled under which clock things were recorded. */
const COMPARED = 'clock-compared'

/**
 * Compares this machine's clock with the central store's. Answers with what it is off by, in milliseconds, ahead is
 * above zero; 0 where it is right, undefined where that cannot be told: no answer, or one that took too long.
 */
export async function measureClock(
  central: CentralStore,
  { now }: Pick<Timing, 'now'>,
): Promise<number | undefined> {
  const asked = now()
  const store = await central.clock()
  const answered = now()
  if (store === undefined || Math.abs(answered - asked) > CLOCK_TOLERANCE_MS) return undefined
  const [least, most] = [asked - store - SECOND_MS, answered - store]
  const isRight = least <= CLOCK_TOLERANCE_MS && most >= -CLOCK_TOLERANCE_MS
  const offset = Math.round((least + most) / 2 / SECOND_MS) * SECOND_MS
  return isRight ? 0 : Math.max(-CENTURY_MS, Math.min(CENTURY_MS, offset))
}

const beyond = (offset: number): number | undefined =>
  Math.abs(offset) > CLOCK_TOLERANCE_MS ? offset : undefined

/**
 * Says of what was not sent yet under which clock it was recorded, and tells the supervisors where the clock is off by
 * something else than was last told. Before anything is sent.
 */
export function noteClock(ledger: Ledger, identity: Identity, offset: number): void {
  const { store, books, clock } = ledger
  const before = clock.off()
  const told = books.get(streams.terminal(identity.terminal)).effective
  const lastTold = told.status === 'unknown' ? 0 : (told.clockOffset ?? 0)
  const isNews = told.status !== 'unknown' && beyond(offset - lastTold) !== undefined
  const unsent = store.outbox.unsentAfter(Number(store.meta.get(COMPARED) ?? 0))
  if (!isNews && unsent.length === 0 && !clock.wasSet() && before === beyond(offset)) return
  ledger.unit('ingest', () => {
    clock.look(store.outbox.lastSequence())
    for (const { sequence, stream, clockOffset, ...times } of unsent) {
      const off = isLive(times) ? beyond(clock.offAt(sequence, offset)) : undefined
      if (off === (clockOffset ?? undefined)) continue
      store.outbox.markClock(identity.terminal, sequence, off)
      books.forget(stream)
    }
    clock.compared(offset)
    store.meta.set(COMPARED, String(store.outbox.lastSequence()))
    if (isNews) tell(ledger, identity, offset)
    ledger.changes.mark(['outbox', 'stock'])
  })
}

const tell = (ledger: Ledger, identity: Identity, offset: number): void =>
  void acceptAsTerminal(ledger, identity, {
    type: 'CompareClock',
    terminal: identity.terminal,
    offset,
  })
