import type { DomainEvent } from '#shared/domain/index.ts'

/** Up to which revision a stream is the same in both logs; undefined where nothing of it was cut. */
export type CommonHead = (stream: string) => number | undefined

type Caps = {
  /** The stream of a SKU. */
  readonly stockOf: (sku: string) => string
  readonly head: CommonHead
}

const least = (value: number, cap: number | undefined) =>
  cap === undefined ? value : Math.min(value, cap)

/**
 * A stored command or event in which nobody has known more of a SKU's stream than both logs have: what comes after
 * that is something else in the other one, and taken for known would silently stand on the wrong side of a count.
 * `known` stands beside the SKU that it is about, or in what does.
 */
export function withKnownCapped(value: unknown, caps: Caps, sku?: string): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((one) => withKnownCapped(one, caps, sku))
  const said: unknown = Reflect.get(value, 'sku')
  const about = typeof said === 'string' ? said : sku
  const entries = Object.entries(value).map(([name, inner]): [string, unknown] =>
    name === 'known' && typeof inner === 'number' && about !== undefined
      ? [name, least(inner, caps.head(caps.stockOf(about)))]
      : [name, withKnownCapped(inner, caps, about)],
  )
  return Object.fromEntries(entries)
}

/** A conflict that was raised or opened again with no more of its intention's stream than both logs have. */
export function withHeadCapped<T extends object>(value: T, head: number | undefined): T {
  const capped = Object.entries(value).map(([name, inner]): [string, unknown] => [
    name,
    (name === 'head' || name === 'decidedOn') && typeof inner === 'number'
      ? least(inner, head)
      : (inner as unknown),
  ])
  return Object.fromEntries(capped) as T
}

/** A supervisor's word about what is missing, for no more of the stream than both logs have. */
export const withWordCapped = (event: DomainEvent, head: CommonHead): DomainEvent =>
  event.type === 'IncompleteAccepted'
    ? {
        ...event,
        data: { ...event.data, last: least(event.data.last, head(event.data.stream)) },
      }
    : event
