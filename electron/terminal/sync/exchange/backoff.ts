/** How long to wait before the next attempt, in milliseconds. */
export type BackoffPolicy = { readonly firstMs: number; readonly maxMs: number }

export const defaultBackoff: BackoffPolicy = { firstMs: 250, maxMs: 30_000 }

/**
 * Doubles with each failure in a row, up to the longest wait; then takes a random part of between a half and the whole,
 * so that terminals which lost the network together do not all come back at once.
 * `random` is at least 0 and below 1.
 */
export function backoff(
  failures: number,
  random: number,
  { firstMs, maxMs }: BackoffPolicy = defaultBackoff,
): number {
  const full = Math.min(maxMs, firstMs * 2 ** Math.min(30, Math.max(0, failures - 1)))
  return Math.round(full / 2 + (full / 2) * random)
}
