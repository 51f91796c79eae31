import { createScreen, type Screen, type ScreenSurroundings } from './screen.ts'

/** For so long a page that was loaded again, or that lost its connection, finds its sign-in as it was. */
const KEPT_MS = 30_000

/** A screen as long as a page is connected to it. */
export type ScreenConnection = {
  readonly screen: Screen
  /** The connection has ended. */
  readonly close: () => void
}

type Known = { readonly screen: Screen; connections: number; leftAt: number }

export type Screens = ReturnType<typeof createScreens>

/** The screens of a terminal, each found by a name that only its page and its host know. */
export function createScreens({
  uptime,
  ...surroundings
}: ScreenSurroundings & {
  /** Milliseconds that only ever grow, also while the machine sleeps. */
  readonly uptime: () => number
}) {
  const screens = new Map<string, Known>()
  const forgetOld = () => {
    for (const [name, { connections, leftAt }] of screens)
      if (connections === 0 && uptime() - leftAt > KEPT_MS) screens.delete(name)
  }
  return {
    /** A screen of its own. */
    open: (): Screen => createScreen(surroundings),
    connect: (name: string): ScreenConnection => {
      forgetOld()
      const known = screens.get(name) ?? {
        screen: createScreen(surroundings),
        connections: 0,
        leftAt: 0,
      }
      screens.set(name, known)
      known.connections += 1
      let isOpen = true
      return {
        screen: known.screen,
        close: () => {
          if (!isOpen) return
          isOpen = false
          known.connections -= 1
          known.leftAt = uptime()
        },
      }
    },
  }
}
