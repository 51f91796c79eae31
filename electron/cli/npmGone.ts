const everyMs = 100

/**
 * Aborted when the shell is gone in which npm ran this program: some shells (dash before 0.5.11) end on the SIGTERM that
 * npm passes to them, pass nothing on, and would leave the program running. Never, when npm did not run it.
 */
export function npmGone(): AbortSignal {
  const gone = new AbortController()
  const shell = process.ppid
  const look = () => {
    if (process.ppid !== shell) gone.abort()
  }
  if (process.env['npm_lifecycle_event'] !== undefined) setInterval(look, everyMs).unref()
  return gone.signal
}
