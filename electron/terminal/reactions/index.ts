/** What follows from confirmed events. */
export { APPROVALS, overduePostings, postApprovedLines } from './postings.ts'
export { carryOutOpenSettlements, carryOutSettlements } from './settle.ts'
export { DEMOTIONS, keepASupervisor, restoreSupervisor } from './supervisors.ts'
