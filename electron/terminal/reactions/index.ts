/** What follows from confirmed events, carried out: the aggregates say what that is, as data. */
export { openOverdue, type Overdue } from './overdue.ts'
export { react, reactAfresh, reactToAll } from './react.ts'
