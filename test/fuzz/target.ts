import type { Random } from '#test/support/random.ts'

/** What a target is tried on, for some cases one after the other. */
export type World = {
  /**
   * Makes an input and tells it before it is used; throws where what has to hold does not. The same random source and
   * the same cases before it in this world are the same case again.
   */
  readonly attempt: (random: Random, tell: (input: unknown) => void) => Promise<void>
  readonly close: () => Promise<void>
}

/** Something that takes what comes from outside. */
export type Target = {
  readonly name: string
  /** After so many cases there is a new world: what one case left behind is part of the next. */
  readonly casesPerWorld: number
  /** `dir` is an empty folder of its own, removed afterwards. */
  readonly open: (dir: string) => Promise<World>
}
