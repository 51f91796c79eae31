import { createContext, use } from 'react'
import { useLocation } from 'wouter'

/** Where a screen is, and what it is called where others lead back to it. */
export type Address = { path: string; called?: string }

/** The screens by their names. The shell's registry fills it in, so that a way to no screen does not compile. */
// oxlint-disable-next-line typescript/no-empty-object-type, typescript/consistent-type-definitions
export interface Addresses {}

export type ScreenName = keyof Addresses

/** A screen that others lead back to. */
export type Place = {
  [Name in ScreenName]: Addresses[Name] extends { called: string } ? Name : never
}[ScreenName]

type ParamOf<Path> = Path extends `${string}:${infer Param}/${infer Rest}`
  ? Param | ParamOf<Rest>
  : Path extends `${string}:${infer Param}`
    ? Param
    : never

/** What the address of a screen names: of "/counts/sheet/:count" the count. */
export type ParamsOf<Name extends ScreenName> = Readonly<
  Record<ParamOf<Addresses[Name]['path']>, string>
>

/** A screen whose address names nothing. */
export type PlainName = {
  [Name in ScreenName]: keyof ParamsOf<Name> extends never ? Name : never
}[ScreenName]

/** What the shell tells the screens about each other. */
export type Ways = {
  addresses: Addresses
  /** What a supervisor keeps of the warehouse. */
  parts: readonly { value: PlainName; label: string }[]
}

export const WaysContext = createContext<Ways | undefined>(undefined)

export const useWays = (): Ways => {
  const ways = use(WaysContext)
  if (ways === undefined) throw new Error('Screens stand inside the shell')
  return ways
}

/** Names nothing, or everything that the address names. */
type Args<Name extends ScreenName> = keyof ParamsOf<Name> extends never
  ? []
  : [params: ParamsOf<Name>]

/** Goes to a screen by its name. With `replace` the way back does not lead through the one that is left. */
export const useGo = (options?: {
  replace: boolean
}): (<Name extends ScreenName>(name: Name, ...params: Args<Name>) => void) => {
  const [, navigate] = useLocation()
  const { addresses } = useWays()
  return (name, params: Readonly<Record<string, string>> = {}) => {
    const { path } = addresses[name]
    navigate(
      path.replaceAll(/:(\w+)/g, (_, param: string) => encodeURIComponent(params[param] ?? '')),
      options,
    )
  }
}
