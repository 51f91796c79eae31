import { conflicts } from './conflicts.ts'
import { counts } from './counts.ts'
import { diagnostics } from './diagnostics.ts'
import { session } from './session.ts'
import { setup } from './setup.ts'
import { status } from './status.ts'
import { stock } from './stock.ts'
import { sync } from './sync.ts'
import { warehouse } from './warehouse.ts'

export type * from './conflicts.ts'
export type * from './counts.ts'
export type * from './diagnostics.ts'
export { type Level, type ProcedureMeta, type Topic, topics } from './procedure.ts'
export type * from './session.ts'
export type * from './setup.ts'
export type * from './status.ts'
export type * from './stock.ts'
export type * from './sync.ts'
export type * from './warehouse.ts'

/** The one API between a terminal and its screens: parsed on the way in, the same over every transport. */
export const contract = {
  conflicts,
  counts,
  diagnostics,
  session,
  setup,
  status,
  stock,
  sync,
  warehouse,
}

export type Contract = typeof contract
