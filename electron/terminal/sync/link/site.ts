import { categories } from '#shared/domain/index.ts'
import { problemOf } from '#shared/words/index.ts'
import type { CentralStore, ReadResult } from '../../central/index.ts'
import type { Timing } from '../../commands/index.ts'

/** What listens but never answers is no store. */
const ANSWERED_WITHIN_MS = 20_000

/** Every stream of Tallydeck, of whatever warehouse. */
const prefixes = categories.map((category) => `${category}-`)

/**
 * The id of the first event of Tallydeck in the store's log, by which sites are told apart; undefined where there is
 * none. Another site's store has another one, and an older copy the same.
 */
export async function firstEvent(
  central: CentralStore,
  timing: Pick<Timing, 'sleep'>,
): Promise<ReadResult<string | undefined>> {
  const subscription = central.subscribe(prefixes, undefined)
  const answered = new AbortController()
  let isLate = false
  const giveUp = async () => {
    await timing.sleep(ANSWERED_WITHIN_MS, answered.signal)
    isLate = !answered.signal.aborted
    subscription.close()
  }
  void giveUp()
  try {
    for (;;) {
      const item = await subscription.next()
      if (item.kind === 'dropped')
        return { result: 'unreachable', why: isLate ? problemOf('timeout') : item.why }
      const [first] = item.events
      if (first) return { result: 'read', value: first.id }
      if (item.caughtUp) return { result: 'read', value: undefined }
    }
  } finally {
    answered.abort()
    subscription.close()
  }
}
