/** How numbers, dates and amounts are written: the only place that knows, for screens and messages alike. */

/** A language with its conventions, as BCP 47 names it. */
export type Locale = 'en'

const ENGLISH: Locale = 'en'

/** Made once for each locale: making one costs more than writing a thousand numbers with it. */
function perLocale<Formatter>(make: (tag: string) => Formatter): (locale: Locale) => Formatter {
  const made = new Map<Locale, Formatter>()
  return (locale) => {
    const formatter = made.get(locale) ?? make(tags[locale])
    made.set(locale, formatter)
    return formatter
  }
}

/** English as it is written on the floor: days before months, 24 hours. */
const tags: Readonly<Record<Locale, string>> = { en: 'en-GB' }

const plain = perLocale((tag) => new Intl.NumberFormat(tag))
const signs = perLocale((tag) => new Intl.NumberFormat(tag, { signDisplay: 'exceptZero' }))
const oneDecimal = perLocale(
  (tag) => new Intl.NumberFormat(tag, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
)
const cents = { minimumFractionDigits: 2, maximumFractionDigits: 2 } as const
const amounts = perLocale((tag) => new Intl.NumberFormat(tag, cents))
const signedAmounts = perLocale(
  (tag) => new Intl.NumberFormat(tag, { ...cents, signDisplay: 'exceptZero' }),
)
const plurals = perLocale((tag) => new Intl.PluralRules(tag))
const clock = perLocale((tag) => new Intl.DateTimeFormat(tag, { timeStyle: 'medium' }))
const hours = perLocale((tag) => new Intl.DateTimeFormat(tag, { timeStyle: 'short' }))
const days = perLocale((tag) => new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short' }))

/** A true minus, as wide as the plus. */
const withMinus = (text: string): string => text.replace('-', '−')

/** A number as it is read: 1,234. */
export const formatNumber = (value: number, locale = ENGLISH): string =>
  withMinus(plain(locale).format(value))

/** A difference as it is read: +1,234, −3, 0. */
export const formatDifference = (value: number, locale = ENGLISH): string =>
  withMinus(signs(locale).format(value))

/** How many there are of something: "1 bin", "1,234 bins", "0 bins". */
export const formatCount = (count: number, one: string, many: string, locale = ENGLISH): string =>
  `${formatNumber(count, locale)} ${plural(count, one, many, locale)}`

/** The form that a number takes: "is" for 1, "are" for all others. */
export const plural = <Form>(count: number, one: Form, many: Form, locale = ENGLISH): Form =>
  plurals(locale).select(count) === 'one' ? one : many

/** An amount of money, in hundredths, as it is read: 1,234.50. */
export const formatMoney = (hundredths: number, locale = ENGLISH): string =>
  withMinus(amounts(locale).format(hundredths / 100))

/** What more or less is worth, in hundredths: +1,234.50, −3.00. */
export const formatWorth = (hundredths: number, locale = ENGLISH): string =>
  withMinus(signedAmounts(locale).format(hundredths / 100))

/** An amount of money, in hundredths, for a field or a file: 1234.50 in every language. */
export const plainMoney = (hundredths: number): string => (hundredths / 100).toFixed(2)

/** A time of day by this terminal's clock: 10:42:07. */
export const clockTime = (timestamp: string, locale = ENGLISH): string =>
  clock(locale).format(new Date(timestamp))

/** The time of day, or the date and the time where it is not today: 3 Mar 10:42. */
export const dayAndTime = (timestamp: string, now: number, locale = ENGLISH): string => {
  const date = new Date(timestamp)
  const isToday = date.toDateString() === new Date(now).toDateString()
  return isToday
    ? clock(locale).format(date)
    : `${days(locale).format(date)} ${hours(locale).format(date)}`
}

/** A length of time to the second, as a clock has it: 0:08, 12:20, 3:04:05. Never below zero. */
export const formatDuration = (milliseconds: number): string => {
  const seconds = Math.max(0, Math.round(milliseconds / 1000))
  const two = (value: number): string => String(value).padStart(2, '0')
  const full = Math.floor(seconds / 3600)
  const minutes = Math.floor(seconds / 60) % 60
  return full > 0
    ? `${String(full)}:${two(minutes)}:${two(seconds % 60)}`
    : `${String(minutes)}:${two(seconds % 60)}`
}

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB']

/** A size of bytes as one reads it: 46 MiB. */
export const formatBytes = (size: number, locale = ENGLISH): string => {
  const power = size < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(size) / 10))
  const value = size / 2 ** (power * 10)
  const figure =
    value < 10 && power > 0
      ? oneDecimal(locale).format(value)
      : formatNumber(Math.round(value), locale)
  return `${figure} ${units[power] ?? ''}`
}

/** How long something has lasted, as one would say it: 12 min, 3 h, 2 days. Undefined under a minute. */
export const lasted = (since: string, now: number): string | undefined => {
  const minutes = Math.floor((now - Date.parse(since)) / 60_000)
  if (minutes < 1) return undefined
  if (minutes < 120) return `${formatNumber(minutes)} min`
  const full = Math.floor(minutes / 60)
  return full < 48 ? `${formatNumber(full)} h` : `${formatNumber(Math.floor(full / 24))} days`
}
