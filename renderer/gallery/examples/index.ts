import type { ComponentName, Examples } from '../example.tsx'
import { controls } from './controls.tsx'
import { frames } from './frames.tsx'
import { lists } from './lists.tsx'
import { marks } from './marks.tsx'
import { quantities } from './quantities.tsx'
import { scanning } from './scanning.tsx'

/** A component that the kit exports and that has no example here does not compile. */
export const examples: Examples<ComponentName> = {
  ...controls,
  ...frames,
  ...lists,
  ...marks,
  ...quantities,
  ...scanning,
}
