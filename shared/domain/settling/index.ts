/** What can be done about a conflict, and doing it. Pure: the terminal that has the intention gives the state. */
export { offer } from './offer.ts'
export { binsInstead, type Parked } from './parked.ts'
export { checkOf, settle, type Settled, type Settling } from './settle.ts'
