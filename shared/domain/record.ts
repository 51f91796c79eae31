/** What a record that came from outside holds under a key; never what every object inherits (`constructor`, …). */
export const lookup = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined
