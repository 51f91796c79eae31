/** What the engine offers and TypeScript's library does not know yet. */
interface SourceJson {
  parse(
    text: string,
    reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
  ): unknown
  rawJSON(text: string): object
}

const json = JSON as unknown as SourceJson

const integer = /^-?\d+$/

/** JSON with its integers as bigint: EventStoreDB's are of 64 bits, which a number would round. */
export const parseExactJson = (text: string): unknown =>
  json.parse(text, (_key, value, { source = '' }) =>
    typeof value === 'number' && integer.test(source) ? BigInt(source) : value,
  )

/** The reverse. */
export const toExactJson = (value: object): string =>
  JSON.stringify(value, (_key, entry: unknown) =>
    typeof entry === 'bigint' ? json.rawJSON(entry.toString()) : entry,
  )
