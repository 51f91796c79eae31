/** Deciding a stream's pending tail again on newer state, and putting before a person what cannot be. */
export { acceptOrRaise } from './consequence.ts'
export { asParent, caseOf, followUp, raise } from './followUp.ts'
export { factsFor, parkedOf } from './parked.ts'
export { printHistory } from './history.ts'
export { confirmedAs, historyOf } from './historyOf.ts'
export { foresee, redecideTail, replaceDecision } from './redecide.ts'
export { intentOf } from './tail.ts'
export { type CommonHead, withHeadCapped, withKnownCapped, withWordCapped } from './withinCommon.ts'
