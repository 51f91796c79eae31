import type { Topic } from '#shared/contract/api/index.ts'
import { categoryOf } from '#shared/domain/index.ts'

export type ChangeListener = (topics: readonly Topic[]) => void

/** Tells listeners what has changed, after it has been committed, many changes as one. */
export type Changes = {
  /** Within a transaction: told on commit, forgotten on rollback. */
  readonly mark: (topics: readonly Topic[]) => void
  /** The same for a stream, of which something may be pending now or no longer. */
  readonly markStream: (stream: string) => void
  readonly commit: () => void
  readonly rollback: () => void
  /** Returns how to stop listening. */
  readonly subscribe: (listener: ChangeListener) => () => void
}

/** `later` defers telling until the current turn's work is done; a second call before then is not needed. */
export function openChanges(later: (tell: () => void) => void): Changes {
  const listeners = new Set<ChangeListener>()
  const marked = new Set<Topic>()
  const due = new Set<Topic>()
  const tell = () => {
    const topics = [...due]
    due.clear()
    for (const listener of listeners) listener(topics)
  }
  const mark = (topics: readonly Topic[]) => topics.forEach((topic) => marked.add(topic))
  return {
    mark,
    markStream: (stream) => {
      const category = categoryOf(stream)
      mark(category ? [category, 'outbox'] : ['outbox'])
    },
    commit: () => {
      if (marked.size > 0 && due.size === 0) later(tell)
      marked.forEach((topic) => due.add(topic))
      marked.clear()
    },
    rollback: () => marked.clear(),
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
