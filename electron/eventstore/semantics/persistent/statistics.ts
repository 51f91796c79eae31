const kept = 1000

/** What was sent to a consumer or by a group: totals, the rate per second, and how long answers took. */
export class Statistics {
  #total = 0
  #sinceTick = 0
  #rate = 0
  readonly #latencies: number[] = []
  readonly #detailed: boolean

  constructor(detailed = false) {
    this.#detailed = detailed
  }

  get total(): number {
    return this.#total
  }

  get sinceTick(): number {
    return this.#sinceTick
  }

  /** Events per second. */
  get rate(): number {
    return this.#rate
  }

  sent(): void {
    this.#total += 1
    this.#sinceTick += 1
  }

  /** @param latency milliseconds from sending to answer. */
  answered(latency: number): void {
    if (!this.#detailed) return
    this.#latencies.push(latency)
    if (this.#latencies.length > kept) this.#latencies.shift()
  }

  /** Called once a second. */
  tick(): void {
    this.#rate = this.#sinceTick
    this.#sinceTick = 0
  }

  /** The latencies' distribution, under EventStoreDB's names, in milliseconds; empty when not asked for. */
  measurements(): readonly (readonly [key: string, value: number])[] {
    if (!this.#detailed) return []
    const sorted = this.#latencies.toSorted((a, b) => a - b)
    const at = (fraction: number) =>
      Math.round(sorted[Math.min(sorted.length - 1, Math.floor(fraction * sorted.length))] ?? 0)
    const sum = sorted.reduce((total, value) => total + value, 0)
    const quintiles = [1, 2, 3, 4, 5].map((n) => [`Quintile ${n}`, at(n / 5)] as const)
    const percentiles = [90, 95, 99, 99.5, 99.9].map((n) => [`${n}%`, at(n / 100)] as const)
    return [
      ['Mean', sorted.length === 0 ? 0 : Math.round(sum / sorted.length)],
      ['Median', at(0.5)],
      ['Fastest', Math.round(sorted[0] ?? 0)],
      ...quintiles,
      ...percentiles,
      ['Highest', Math.round(sorted.at(-1) ?? 0)],
    ]
  }
}
