import type { Outcome } from '#shared/contract/commands.ts'
import { visible } from '../../ui/marks/visible.ts'

/** A way on that a message offers; the screen makes buttons of them. */
export type WayOn = 'retry'

/** What happened, what was kept, what to do now. */
export type Message = {
  tone: 'good' | 'warning' | 'refused'
  happened: string
  kept?: string
  next?: string
  ways?: readonly WayOn[]
}

type Refusal = Extract<Outcome, { outcome: 'refused' }>

const kept = 'Nothing was recorded. Your entry is still here.'

const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '?'

/** A refusal in the floor's words. What is not listed here speaks in the terminal's own words. */
export const refusalMessage = ({ code, message, facts = {} }: Refusal): Message => {
  const refused = { tone: 'refused', kept } as const
  switch (code) {
    case 'insufficient-stock':
      return {
        ...refused,
        // What it holds is not told to whoever counts it blind: the message says so.
        happened:
          facts['onHand'] === undefined
            ? message
            : `${text(facts['bin'])} holds ${text(facts['onHand'])}, not ${text(facts['requested'])}.`,
        next: 'Change the quantity, or find another bin with F3. If more is really there, adjust the bin first.',
      }
    case 'bin-unknown':
      return {
        ...refused,
        happened: `This warehouse has no bin ${text(facts['bin'])}.`,
        next: 'Scan another bin, or find it with F3.',
      }
    case 'product-unknown':
      return {
        ...refused,
        happened: `Nobody has entered the product ${text(facts['sku'])} yet.`,
        next: 'Scan another one, or ask a supervisor to add it.',
      }
    case 'same-bin':
      return {
        ...refused,
        happened: `From and to are the same bin, ${text(facts['bin'])}.`,
        next: 'Scan the bin that the goods go to.',
      }
    case 'reason-unknown':
      return {
        ...refused,
        happened: 'This reason is no longer in use.',
        next: 'Choose another one.',
      }
    case 'reason-direction':
      return {
        ...refused,
        happened: message,
        next: 'Choose the reason again, with F8.',
      }
    case 'not-permitted':
      return {
        ...refused,
        happened: 'Only a supervisor may do this.',
        next: 'Call your supervisor.',
      }
    case 'stream-incomplete':
      return {
        ...refused,
        happened: message.replace(/ Nothing was recorded\..*$/, ''),
        next: Object.hasOwn(facts, 'unreadable')
          ? 'Update this terminal. Or have a supervisor go on with what is known, in Look up.'
          : 'Count the bin. Or have a supervisor go on with what is known, in Look up.',
      }
    case 'stream-ended':
      return {
        ...refused,
        happened: message.replace(/ Nothing was recorded\..*$/, ''),
        next: 'Call your supervisor: who looks after the central store has to know.',
      }
    default:
      return { ...refused, happened: message, next: 'Change the entry, or call your supervisor.' }
  }
}

/** A code that nobody knows; the codes themselves show what was read. */
export const unknownCode = (code: string): Message => ({
  tone: 'refused',
  happened: `No product and no bin has the code ${visible(code.length > 40 ? `${code.slice(0, 40)}…` : code)}.`,
  kept: 'Your entry is as it was.',
  next: 'Scan it again. If it stays unknown, find the product by its name with F4.',
})

/** The terminal could not say what was scanned. */
export const notLookedUp: Message = {
  tone: 'refused',
  happened: 'The terminal could not look this code up.',
  kept: 'This scan was not taken. Everything else is as it was.',
  next: 'Scan it again.',
}

/** The terminal did not answer: nobody knows whether it was saved, and asking again is safe. */
export const unanswered: Message = {
  tone: 'warning',
  happened: 'The terminal did not answer. It may be saved already.',
  kept: 'Your entry is still here. It will be recorded once, not twice.',
  next: 'It is tried again by itself. Wait, or try now.',
  ways: ['retry'],
}
