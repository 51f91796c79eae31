import { streams } from '#shared/domain/index.ts'
import { evolveLogged, type Identity, type Ledger } from '../../commands/index.ts'
import type { CentralStore, ReadResult } from '../../central/index.ts'
import { type Halted, isReadable } from '../../store/index.ts'
import { factsFor, intentOf } from '../../rebase/index.ts'
import { toLogged } from '../exchange/read.ts'

const PAGE = 500

/**
 * Has the store a warehouse of this terminal's code with another name, where both names were chosen? Then it may be
 * another site's. Asked before a terminal sends anything for the first time; whether the names contradict is the
 * warehouse's to say.
 */
export async function namedOtherwise(
  central: CentralStore,
  ledger: Ledger,
  identity: Identity,
): Promise<ReadResult<Halted['names']>> {
  const stream = streams.warehouse(identity.warehouse)
  const own = ledger.store.outbox
    .tail(stream)
    .filter(isReadable)
    .find(({ command }) => command.type === 'RegisterWarehouse')
  const { aggregate } = ledger.books.get(stream)
  if (own === undefined || aggregate === undefined) return { result: 'read', value: undefined }
  let state: unknown = aggregate.initialState
  for (let from = 0; ;) {
    const page = await central.readStream(stream, from, PAGE)
    if (page.result === 'unreachable') return page
    // What may not be read cannot be compared: the exchange says that it may not.
    if (page.result === 'refused') return { result: 'read', value: undefined }
    for (const event of page.value) state = evolveLogged(aggregate, state, toLogged(event))
    const last = page.value.at(-1)
    if (last === undefined || page.value.length < PAGE) break
    from = last.revision + 1
  }
  const context = { since: [], unseen: [], decided: own.decided.events }
  const facts = factsFor(ledger, identity, own, state)
  const answer = aggregate.rebase(intentOf(own, identity.terminal), state, facts, context)
  if (answer.outcome !== 'conflict') return { result: 'read', value: undefined }
  const { theirs, yours } = answer.facts
  return { result: 'read', value: { theirs: String(theirs), yours: String(yours) } }
}
