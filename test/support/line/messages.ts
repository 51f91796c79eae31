/** What the terminal behind the line is asked to do. */
export type Asked =
  | { readonly do: 'begin'; readonly streams: number }
  | { readonly do: 'accept'; readonly pending: number; readonly streams: number }
  | {
      readonly do: 'work'
      readonly others: number
      readonly beatMs: number
      readonly streams: number
    }
  | { readonly do: 'end' }

export type Ready = { readonly pending: number }

/** What a program that only saves a row at the same beat had to wait on this machine, meanwhile. */
export type Floor = {
  /** From the moment that each was due until it was saved. */
  readonly saveMs: readonly number[]
  readonly longestStopMs: number
}

/** How the work went, as the terminal saw it. */
export type Worked = {
  readonly seconds: number
  readonly cpuSeconds: number
  /** Of that, what its own code took, without waiting for the disk and the network. */
  readonly userSeconds: number
  /** For each command that was accepted meanwhile: from the moment that it was due until it was saved. */
  readonly acceptMs: readonly number[]
  readonly longestStopMs: number
  readonly residentBytes: number
  readonly appends: number
  readonly unknownAppends: number
  readonly eventsSent: number
  readonly eventsSentAgain: number
  /** Payload of all appends, each time that it was sent. */
  readonly payloadSent: number
  readonly payloadSentAgain: number
}
