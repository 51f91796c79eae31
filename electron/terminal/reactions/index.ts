/** What follows from confirmed events. */
export { goOnAsTold, WORDS } from './goOn.ts'
export { APPROVALS, overduePostings, postApprovedLines } from './postings.ts'
export { carryOutOpenSettlements, carryOutSettlements } from './settle.ts'
export { DEMOTIONS, keepASupervisor, restoreSupervisor } from './supervisors.ts'
