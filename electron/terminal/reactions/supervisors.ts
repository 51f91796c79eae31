import { type DomainEvent, parseStream } from '#shared/domain/index.ts'
import { inLogOrder } from '../central/index.ts'
import { derivedId, type Identity, type Ledger, readLogged } from '../commands/index.ts'
import type { LoggedEvent } from '../store/index.ts'
import { acceptOrRaise, followUp, redecideTail } from '../rebase/index.ts'

const isOperator = (stream: string) => parseStream(stream)?.category === 'operator'

/** What can leave a warehouse without a supervisor. */
export const DEMOTIONS = ['OperatorDeactivated', 'OperatorRoleChanged']

const demotes = (event: DomainEvent | undefined): boolean =>
  event?.type === 'OperatorDeactivated' ||
  (event?.type === 'OperatorRoleChanged' && event.data.role !== 'supervisor')

/**
 * A warehouse always has a supervisor. That is a rule over many streams, which no expected revision can hold: two
 * supervisors who deactivate each other offline both may, each as far as the own terminal knows. So what is pending
 * about other people is decided again when somebody is demoted elsewhere; and where two landed all the same, the one
 * that stands later in the log is taken back, by the terminal that it came from. Within the unit that took the events in.
 */
export function keepASupervisor(
  ledger: Ledger,
  identity: Identity,
  events: readonly LoggedEvent[],
): void {
  const demoted = events.filter(
    (event) => DEMOTIONS.includes(event.type) && demotes(readLogged(event)),
  )
  if (demoted.length === 0) return
  for (const stream of ledger.store.outbox.openStreams().filter(isOperator)) {
    const { followUps } = redecideTail(ledger, identity, ledger.books.get(stream), [])
    followUp(ledger, identity, followUps)
  }
  restoreSupervisor(ledger, identity, ({ terminal }) => terminal === identity.terminal)
}

/**
 * Takes back the latest demotion while it leaves nobody, if it is one that `mine` says yes to. Two terminals that do
 * it at once do it once. Within a unit.
 */
export function restoreSupervisor(
  ledger: Ledger,
  identity: Identity,
  mine: (event: LoggedEvent) => boolean,
): void {
  const { lookups } = ledger.store
  if (lookups.activeSupervisors() > 0) return
  const latest = latestDemotion(ledger)
  const event = latest && readLogged(latest)
  if (latest === undefined || event === undefined || !('operator' in event.data) || !mine(latest))
    return
  const { operator } = event.data
  acceptOrRaise(ledger, identity, {
    id: derivedId(identity.terminal, latest.id, 'restore'),
    command: { type: 'RestoreSupervisor', operator },
    operator,
    role: 'supervisor',
    occurredAt: ledger.surroundings.now(),
    correlation: latest.id,
    causation: latest.id,
  })
}

/** The demotion that stands last in the central store's log. */
function latestDemotion({ store }: Ledger): LoggedEvent | undefined {
  return store.events
    .arrivedSince(0, { types: DEMOTIONS })
    .filter((event) => demotes(readLogged(event)))
    .toSorted((a, b) => inLogOrder(a.position, b.position))
    .at(-1)
}
