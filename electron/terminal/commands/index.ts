/** Intention -> decision -> outbox, in one durable transaction. */
export { type ChangeListener, type Changes, openChanges } from './changes.ts'
export { seeDamage, verifyInBackground } from './damage.ts'
export { execute, executeAllOrNothing, executeMany, type ExecuteRequest } from './execute.ts'
export {
  FIRST_SUPERVISOR,
  initialise,
  readCentralPlace,
  readCentralUrl,
  readIdentity,
  readSite,
  type Setup,
  type SetupResult,
  takeSecretsOut,
  writeCentralUrl,
} from './initialise.ts'
export {
  type Identity,
  type Ledger,
  type LedgerObserver,
  openLedger,
  type Surroundings,
} from './ledger.ts'
export { sourceOf } from './facts.ts'
export { statesIn } from './states.ts'
export { rebuildReadModels } from './rebuild.ts'
