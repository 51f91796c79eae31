import type { Connection } from './connection.ts'

/** Wrong PINs in a row. `lastFailure` is in milliseconds since 1970. */
export type SignInFailures = { readonly failures: number; readonly lastFailure: number }

/** Each call is durable by itself. */
export function signInFailureTable(db: Connection) {
  const get = db.prepare<[string], { failures: number; last_failure: number }>(
    'SELECT failures, last_failure FROM sign_in_failure WHERE operator = ?',
  )
  const all = db.prepare<[], { operator: string; failures: number; last_failure: number }>(
    'SELECT operator, failures, last_failure FROM sign_in_failure',
  )
  const add = db.prepare<[string, number]>(
    `INSERT INTO sign_in_failure (operator, failures, last_failure) VALUES (?, 1, ?)
     ON CONFLICT (operator) DO UPDATE SET failures = failures + 1, last_failure = excluded.last_failure`,
  )
  const clear = db.prepare<[string]>('DELETE FROM sign_in_failure WHERE operator = ?')
  return {
    all: (): (SignInFailures & { operator: string })[] =>
      all.all().map(({ operator, failures, last_failure }) => ({
        operator,
        failures,
        lastFailure: last_failure,
      })),
    of: (operator: string): SignInFailures => {
      const row = get.get(operator)
      return { failures: row?.failures ?? 0, lastFailure: row?.last_failure ?? 0 }
    },
    add: (operator: string, now: number): void => void add.run(operator, now),
    clear: (operator: string): void => void clear.run(operator),
  }
}
