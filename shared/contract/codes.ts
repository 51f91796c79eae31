import { z } from 'zod'

/** Whole stock-keeping units in one movement; a thousand million is a typing error, not a delivery. */
export const MAX_QUANTITY = 999_999_999

// Control characters (C0, DEL, C1) and the separators that break lines: never part of a code or a name.
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/

const text = (what: string, max: number) =>
  z
    .string()
    .min(1, `${what} is empty`)
    .max(max, `${what} is longer than ${max} characters`)
    .refine((value) => !CONTROL.test(value), `${what} has a control character in it`)
    .refine((value) => value.isWellFormed(), `${what} has half of a character in it`)
    .refine((value) => value.trim() === value, `${what} begins or ends with a space`)

const code = (what: string, max: number) =>
  text(what, max).refine((value) => value !== '__proto__', `${what} is reserved`)

export const sku = code('sku', 64)
export const bin = code('bin', 64)
export const zone = text('zone', 64)
export const barcode = code('barcode', 128)
export const reason = code('reason', 32)
export const direction = z.enum(['in', 'out', 'either'])
export const reference = text('reference', 128)
export const name = text('name', 200)
export const note = text('note', 1000)

/** A reason for an adjustment; without a direction its code tells it. */
export const reasonCode = z.strictObject({ reason, text: name, direction: direction.optional() })

/** No dot and no dash, so that names of streams can be read back. */
export const warehouse = z
  .string()
  .regex(/^[A-Za-z0-9_]{1,16}$/, 'a warehouse code is 1 to 16 letters, digits or underscores')
export const terminal = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/,
    'a terminal id is 1 to 32 letters, digits, dashes or underscores',
  )
export const operator = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/,
    'an operator id is 1 to 64 letters, digits or . _ @ -',
  )
/** A connection string of EventStoreDB's client. */
export const centralAddress = z
  .string()
  .max(2000)
  .regex(
    /^esdb(?:\+discover)?:\/\/[^\s/?]+(?:[/?]\S*)?$/,
    'the address of a central store begins with esdb:// or esdb+discover://',
  )
export const pin = z.string().regex(/^[0-9]{4,12}$/, 'a PIN is 4 to 12 digits')
/** The fewest digits of a PIN that is chosen: a supervisor's opens more. */
export const fewestDigits = { operator: 4, supervisor: 6 } as const
export const uuid = z.uuid()

const whole = (what: string) =>
  z.int({
    error: ({ input }) =>
      input === undefined ? `${what} is missing` : `${what} is not a whole number`,
  })

export const quantity = whole('quantity')
  .min(1, 'quantity is below 1')
  .max(MAX_QUANTITY, `quantity is above ${MAX_QUANTITY}`)
export const delta = whole('delta')
  .min(-MAX_QUANTITY, `delta is below -${MAX_QUANTITY}`)
  .max(MAX_QUANTITY, `delta is above ${MAX_QUANTITY}`)
  .refine((value) => value !== 0, 'delta is zero')
/** Hundredths of the currency. */
export const unitValue = z.int().min(0).max(MAX_QUANTITY)
/** What somebody counted; zero is a count. */
export const counted = z
  .int('quantity is not a whole number')
  .min(0, 'quantity is below 0')
  .max(MAX_QUANTITY, `quantity is above ${MAX_QUANTITY}`)
/** The id of a count within its warehouse, and of a line within its count. */
export const count = text('count', 64).refine((value) => !/\s/.test(value), 'count has a space')
export const line = text('line', 256)
/** Groups scans into one observation; the id of the first scan, for one. */
export const tally = text('tally', 64)
export const serial = code('serial', 128)
/** What stands in a bin's book; below zero only where the warehouse allows it. */
export const balance = z.int()

/** The same where it is recorded: far above what a book can come to, so that sums of them stay exact. */
const MAX_RECORDED = 999_999_999_999
export const recordedBalance = z.int().min(-MAX_RECORDED).max(MAX_RECORDED)
export const revision = z.int().min(-1)

/** The name of a stream, `category-id`. */
export const stream = text('stream', 512)

/** After how long a screen that nobody touches is locked: a shift at most. */
export const idleMinutes = z.int().min(1).max(480)

/** ISO 8601 with a time zone, far enough from where dates end that clocks and time zones can be added to it. */
export const timestamp = z.iso
  .datetime({ offset: true })
  .refine((value) => !/^[09]\d{3}-/.test(value), 'a time before 1000 or after 8999')

/** A clock that is off by more is said to be off by this. */
export const CENTURY_MS = 36_525 * 24 * 3_600_000
/** What a clock was off by, in milliseconds; ahead is above zero. */
export const clockOffset = z.int().min(-CENTURY_MS).max(CENTURY_MS)

/** The number of an intention on its terminal: 1, 2, 3, … Half of what a number can be, so that there is always a next. */
export const sequence = z
  .int()
  .min(1)
  .max(2 ** 52)

/** Which site a central store is of: the id of the first event of Tallydeck in it. */
export const site = z.guid('site is not the id of a site')
/** What a store is that is not the one that was worked with. */
export const storeKind = z.enum(['older', 'other', 'empty'])

/** The way by which a command came in, where it was not a screen at which somebody had signed in: `cli`. */
export const via = z.string().min(1).max(32)

export const role = z.enum(['operator', 'supervisor'])
export const negativeStockPolicy = z.enum(['refuse', 'warn'])

export const pack = z.strictObject({ barcode, factor: quantity, name })

/** Facts of a refusal, a conflict or a warning: flat and ready for JSON. */
export const facts = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]),
)
export type Facts = z.infer<typeof facts>

/** How a person can settle a conflict; the meaning of each stands with the aggregate. */
export const choice = z.enum([
  'retry',
  'record-as-happened',
  'change-quantity',
  'other-bin',
  'before-count',
  'after-count',
  'recount',
  'leave-undone',
])
export const offeredChoice = z.strictObject({
  choice,
  leaves: z.record(z.string(), balance),
  quantity: quantity.optional(),
  bin: bin.optional(),
})
/** The choice that is selected first, and the name of the reason why. */
export const proposal = z.strictObject({
  choice,
  because: z.enum([
    'goods-have-moved',
    'agrees-with-book',
    'nearer-in-time',
    'only-a-look-tells',
    'theirs-stands',
    'possible-now',
  ]),
})
export const rulings = z.record(z.string(), z.enum(['before-count', 'after-count']))
