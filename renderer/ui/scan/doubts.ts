/** Something that a person has to say: was it a scan, or typed? Nothing of it counts until it is settled. */
export type Doubt = {
  id: number
  /** The code, if it was a scan. */
  code: string
  /** What was typed, if it was typing; undefined where there is nothing that typing could mean. */
  typed: string | undefined
  /** The scan that came behind it, if these are two things. */
  tail: string | undefined
  /** What was typed stands on the screen already. */
  isOnScreen: boolean
  /** It was one scan. */
  asScan: (code: string) => void
  /** It was typed, and what came behind it was scanned. */
  asTyped: (typed: string) => void
}

/** No number has more digits. */
const longest = 9

/** Doubts wait here, the oldest first, until each is settled once. */
export const createDoubts = () => {
  let waiting: readonly Doubt[] = []
  let lastId = 0
  const listeners = new Set<() => void>()
  const change = (next: readonly Doubt[]) => {
    waiting = next
    for (const listener of listeners) listener()
  }
  return {
    add: (doubt: Omit<Doubt, 'id'>): void => {
      lastId += 1
      change([...waiting, { ...doubt, id: lastId }])
    },
    /** More came right behind the last one; false where that is settled already. */
    more: (text: string): boolean => {
      const last = waiting.at(-1)
      if (last === undefined) return false
      const typed = last.tail === undefined && last.typed !== undefined && last.typed + text
      const isNumber = typed !== false && typed.length <= longest && /^\d+$/.test(typed)
      const code = last.code + text
      change([...waiting.slice(0, -1), { ...last, code, typed: isNumber ? typed : undefined }])
      return true
    },
    /** Ends a doubt; `how` is what it was, or undefined where nobody needs it. Once: twice changes nothing. */
    settle: (doubt: Doubt, how: 'asScan' | 'asTyped' | undefined): void => {
      const found = waiting.find(({ id }) => id === doubt.id)
      if (found === undefined) return
      change(waiting.filter((each) => each !== found))
      if (how === 'asScan') found.asScan(found.code)
      else if (how === 'asTyped') found.asTyped(found.typed ?? '')
    },
    first: (): Doubt | undefined => waiting[0],
    subscribe: (onChange: () => void): (() => void) => {
      listeners.add(onChange)
      return () => {
        listeners.delete(onChange)
      }
    },
  }
}
