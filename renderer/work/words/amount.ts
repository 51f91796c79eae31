/** An amount of the currency as typed, "12.50", in hundredths; undefined where it is none. */
export const hundredthsIn = (text: string): number | undefined => {
  const [, whole, part = ''] = /^(\d{1,12})(?:[.,](\d{1,2}))?$/.exec(text.trim()) ?? []
  return whole === undefined ? undefined : Number(whole) * 100 + Number(part.padEnd(2, '0'))
}
