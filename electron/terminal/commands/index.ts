/** Intention -> decision -> outbox, in one durable transaction. */
export {
  acceptConsequence,
  acceptDraft,
  closeIntention,
  derive,
  type Draft,
  endSatisfied,
  toPending,
  withVia,
} from './accept.ts'
export { aggregateOf, type AnyAggregate, STATE_VERSION } from './aggregate.ts'
export { type Book, evolveLogged, loseIn, readLogged, snapshotDue } from './books.ts'
export { type ChangeListener, openChanges } from './changes.ts'
export { CLOCK_TOLERANCE_MS } from './clock.ts'
export { asFindings, compareReadModels } from './compare.ts'
export { seeDamage, verifyInBackground } from './damage.ts'
export { execute, executeAllOrNothing, executeMany, type ExecuteRequest } from './execute.ts'
export { gatherFacts, incompleteHere, sourceOf } from './facts.ts'
export { derivedId } from './ids.ts'
export {
  acceptAsTerminal,
  FIRST_SUPERVISOR,
  initialise,
  readCentralPlace,
  readCentralUrl,
  readIdentity,
  readPublicKey,
  readSite,
  type Setup,
  type SetupResult,
  takeSecretsOut,
  writeCentralUrl,
  writeSite,
} from './initialise.ts'
export {
  addPendingMovements,
  type Identity,
  type Ledger,
  type LedgerObserver,
  openLedger,
  Undo,
  UnwritableRow,
} from './ledger.ts'
export { movedIn, postingsHere, setsBin } from './posted.ts'
export { contextOfCount, type CountSource, readingsOf, readThen } from './readings.ts'
export { fillReadModels, rebuildReadModels } from './rebuild.ts'
export { viaOf } from './recorded.ts'
export { statesIn } from './states.ts'
export type { Surroundings, Timing } from './surroundings.ts'
