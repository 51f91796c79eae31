const isLongForm = process.env['npm_lifecycle_event'] === 'simulate'

/**
 * How much a seeded run does: little among the tests, much with `npm run simulate`, or what the environment variable
 * `name` says.
 */
export const repetitions = (name: string, short: number, long: number): number =>
  Number(process.env[name] ?? (isLongForm ? long : short))
