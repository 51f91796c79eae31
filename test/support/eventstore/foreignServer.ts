/** A server that is not our own, and that somebody has said may be harmed. */
interface ForeignServer {
  readonly url: string
  /** `host:port`. */
  readonly address: string
}

/**
 * The server that the environment asks to try, if any. Trying one writes to it, and has ended real ones, so its address
 * has to be given a second time, in TALLYDECK_CONFORMANCE_MAY_HARM: what was set once for one server allows no other.
 * @throws Error when it was not
 */
export function serverToTry(
  environment: Readonly<Record<string, string | undefined>>,
): ForeignServer | undefined {
  const url = environment['TALLYDECK_CONFORMANCE_URL']
  if (url === undefined) return undefined
  const address = new URL(url).host
  if (environment['TALLYDECK_CONFORMANCE_MAY_HARM'] === address) return { url, address }
  throw new Error(
    `The suite writes hundreds of streams and has ended servers before, so it does not run against ${address}. Nothing was sent to it. If that server may be harmed, say so by its name: TALLYDECK_CONFORMANCE_MAY_HARM=${address}`,
  )
}
