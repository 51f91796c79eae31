import { isAdmin, type Principal } from '../semantics/access.ts'
import { accessDenied } from './status.ts'

/** Groups and the upkeep of the store are for operators. */
export function requireOperator(who: Principal): void {
  if (isAdmin(who) || (who.kind === 'user' && who.groups.includes('$ops'))) return
  throw accessDenied()
}
