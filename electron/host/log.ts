/** A log line is a sentence for a person and fields for a program. It never holds a PIN, a token or a scan. */
export interface Log {
  info(message: string, fields?: object): void
  warn(message: string, fields?: object): void
  error(message: string, fields?: object): void
}

const plain = (_key: string, value: unknown) => {
  if (!(value instanceof Error)) return value
  const { name, message, stack } = value
  return { ...Object.fromEntries(Object.entries(value)), name, message, stack }
}

/** Writes one line of JSON for each entry. */
export function createLog(write: (line: string) => void): Log {
  const entry = (level: string) => (message: string, fields?: object) =>
    write(`${JSON.stringify({ at: new Date(), level, message, ...fields }, plain)}\n`)
  return { info: entry('info'), warn: entry('warn'), error: entry('error') }
}

/** The log of a host: standard error, which a service manager or `npm start` shows. */
export const stderrLog = (): Log => createLog((line) => process.stderr.write(line))
