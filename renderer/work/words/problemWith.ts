type Schema = { safeParse: (value: unknown) => { error?: { issues: { message: string }[] } } }

/** What a contract's schema has against a value, as a sentence for the field that it was typed in. */
export const problemWith = (schema: Schema, value: unknown): string | undefined => {
  const message = schema.safeParse(value).error?.issues[0]?.message
  return message && `${message.charAt(0).toUpperCase()}${message.slice(1)}.`
}
