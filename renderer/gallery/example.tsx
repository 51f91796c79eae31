import { useState, type ReactNode } from 'react'
import type * as kit from '../ui/index.ts'

/** The kit's components: what it exports under a name with a capital. */
export type ComponentName = {
  [Name in keyof typeof kit]: Name extends Capitalize<Name> ? Name : never
}[keyof typeof kit]

export type Example = {
  /** What state it shows: "with an error". */
  readonly state: string
  /** It takes the whole screen, or stands over it. */
  readonly whole?: true
  readonly show: () => ReactNode
}

/** The examples of some components. All of them together have to be there: examples/index.ts. */
export type Examples<Names extends ComponentName> = { readonly [Name in Names]: readonly Example[] }

export const nothing = (): void => undefined

type KeptProps<Value> = {
  first: Value
  children: (value: Value, change: (value: Value) => void) => ReactNode
}

/** For components whose value somebody else keeps. */
export const Kept = <Value,>({ first, children }: KeptProps<Value>) => {
  const [value, change] = useState(first)
  return children(value, (next) => {
    change(() => next)
  })
}
