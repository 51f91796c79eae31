import type { Connection } from '../store/index.ts'
import { binQueries } from './bins.ts'
import { conflictQueries } from './conflicts.ts'
import { countQueries, type States } from './counts.ts'
import { cycleQueries } from './cycle.ts'
import { damageQueries } from './damage.ts'
import { diagnosticsQueries } from './diagnostics.ts'
import { eventQueries } from './events.ts'
import { haltedQueries } from './halted.ts'
import type { Identity } from './identity.ts'
import { knownQueries } from './known.ts'
import { missingQueries } from './missing.ts'
import { movementQueries } from './movements.ts'
import { operatorQueries } from './operators.ts'
import { outboxQueries } from './outbox.ts'
import { productQueries } from './products.ts'
import { scanQuery } from './scan.ts'
import { stockQueries } from './stock.ts'
import { warehouseQueries } from './warehouse.ts'

export type { States } from './counts.ts'
export { type DecisionRow, decisionQueries } from './decisions.ts'
export type { Viewer } from './covered.ts'
export type { Identity } from './identity.ts'
export type { OperatorRecord } from './operators.ts'

/** What screens and the command line ask for, on the terminal's own copy. Statements are prepared once, here. */
export function createQueries(db: Connection, identity: Identity, states: States) {
  const bins = binQueries(db, identity)
  const products = productQueries(db, identity)
  const missing = missingQueries(db, identity, states)
  return {
    bins,
    products,
    conflicts: conflictQueries(db, identity),
    counts: countQueries(db, identity, states),
    cycle: cycleQueries(db, identity),
    damage: damageQueries(db),
    diagnostics: diagnosticsQueries(db, missing.all),
    events: eventQueries(db),
    halted: haltedQueries(db, identity),
    known: knownQueries(db, identity),
    missing,
    movements: movementQueries(db, identity),
    operators: operatorQueries(db),
    outbox: outboxQueries(db, identity),
    scan: scanQuery(bins, products),
    stock: stockQueries(db, identity),
    warehouse: warehouseQueries(db, identity),
  }
}

export type Queries = ReturnType<typeof createQueries>
