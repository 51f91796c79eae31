import { problemOf } from '#shared/words/index.ts'
import { isTooOld } from '../../central/index.ts'
import { type Ledger, readSite, writeSite } from '../../commands/index.ts'
import type { ConnectionEnd } from '../exchange/catchUp.ts'
import { measureClock, noteClock } from './clock.ts'
import { halt, type HaltOptions } from './halt.ts'
import type { LinkKeeper } from './link.ts'
import { recognise } from './recognise.ts'

export type MeetOptions = HaltOptions & {
  readonly link: LinkKeeper
  /** It is the store that is known. */
  readonly recognised: () => void
}

/**
 * The first questions of a connection: is it the store that is known, is it new enough, and what is its time? Answers
 * with how the connection ends, where it does; undefined where the exchange can begin.
 */
export async function meetStore(options: MeetOptions): Promise<ConnectionEnd | undefined> {
  const { ledger, identity, central, timing, link } = options
  // All at once: each takes the whole way there and back, and nothing is written before all is answered.
  const recognising = recognise(central, ledger, identity, timing)
  recognising.catch(() => {})
  const [version, offset] = await Promise.all([central.version(), measureClock(central, timing)])
  if (isTooOld(version)) return { end: 'dropped', why: problemOf('server-too-old', version) }
  const recognised = await recognising
  if (recognised.store === 'unreachable') return { end: 'dropped', why: recognised.why }
  link.heard()
  const halted = await halt(recognised, options)
  if (halted) return halted
  options.recognised()
  keepSite(ledger, recognised.store === 'known' ? recognised.site : undefined)
  if (offset !== undefined) noteClock(ledger, identity, offset)
  return undefined
}

/** Nothing is wrong with the store: what was looked at while it seemed to be another is forgotten. */
function keepSite(ledger: Ledger, site: string | undefined): void {
  ledger.unit('ingest', () => {
    const { halted, meta } = ledger.store
    halted.forget()
    if (site !== undefined && site !== readSite(meta)) writeSite(meta, site)
  })
}
