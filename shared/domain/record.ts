/** What a record that came from outside holds under a key; never what every object inherits (`constructor`, …). */
export const lookup = <T, Key extends string = string>(
  record: Readonly<Record<Key, T>>,
  key: Key,
): T | undefined => (Object.hasOwn(record, key) ? record[key] : undefined)
