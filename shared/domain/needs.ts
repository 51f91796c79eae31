import type { Observation } from './stock/observation.ts'

/** What a command about a count needs to know of books and counts. */
export type CountingNeeds =
  /** What the book of a product says of a bin. */
  | { readonly kind: 'book-at'; readonly bin: string; readonly sku: string }
  /** The same of all products that the book has in a bin. */
  | { readonly kind: 'book-in'; readonly bin: string }
  /** What happened around an observation of a product, and whether it is posted already. */
  | { readonly kind: 'movements'; readonly sku: string; readonly observation: Observation }
  /** What each counted line of a count that is not posted is off by. */
  | { readonly kind: 'readings'; readonly count: string }
  /** How many approved lines of a count are not posted. */
  | { readonly kind: 'unposted'; readonly count: string }

/**
 * The facts that a decision on a command depends on, besides the state of its stream, the rules of its warehouse, and
 * what is missing of its stream. These are looked up, and no others.
 */
export type Needs = {
  /** Bins of the warehouse: are they registered? */
  readonly bins?: readonly string[]
  /** SKUs: are they registered? */
  readonly products?: readonly string[]
  /** Whose these barcodes are; where one is several products', this one's before others'. */
  readonly barcodes?: { readonly of: readonly string[]; readonly before: string }
  /** How many supervisors are active. */
  readonly supervisors?: true
  readonly counting?: CountingNeeds
  /** The stream whose missing events it is about; that on which it is decided, where absent. */
  readonly missingOf?: string
}

type Typed = { readonly type: string }

/** What each command of an aggregate needs: one that is not among them is a type error. */
export type NeedsByCommand<C extends Typed> = {
  readonly [T in C['type']]: (command: Extract<C, { readonly type: T }>) => Needs
}

/** Beyond what every decision has. */
export const nothing = (): Needs => ({})

/** What a command of this aggregate needs. */
export function needsOf<C extends Typed>(
  { needs }: { readonly needs: NeedsByCommand<C> },
  command: C,
): Needs {
  // Each function stands under the type of the commands that it takes, which the compiler cannot follow.
  const needsOfType = needs[command.type as C['type']] as (command: C) => Needs
  return needsOfType(command)
}
