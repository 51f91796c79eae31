type Payload = {
  readonly id: string
  readonly type: string
  readonly data: unknown
  readonly metadata: unknown
}

/** What an event says, in bytes, without any framing: nothing that carries it could take less, uncompressed. */
export const payloadBytes = ({ id, type, data, metadata }: Payload): number =>
  [id, type, JSON.stringify(data), JSON.stringify(metadata)].reduce(
    (sum, text) => sum + Buffer.byteLength(text),
    0,
  )
