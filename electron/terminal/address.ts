import { withoutPassword } from '#shared/contract/centralAddress.ts'

/**
 * Where a terminal finds its central store:
 * - `url`: a connection string, `esdb://…` or `esdb+discover://…`, whatever set-up has kept;
 * - `start`: where set-up has kept none; called once, at the first connection, starts a store of the host's and says
 *   where it is;
 * - `null`: nowhere; the terminal never connects.
 */
export type CentralConfig =
  { readonly url: string } | { readonly start: () => Promise<StartedCentral> } | null

export type StartedCentral = { readonly url: string; readonly close: () => Promise<void> }

/** Where events go. The address has no password in it; it is empty where there is none, or none yet. */
export type CentralPlace = {
  readonly kind: 'remote' | 'embedded' | 'none'
  readonly address: string
}

export type CentralAddress = {
  /** Undefined when there is no central store. Rejects when it could not be started: asked again, it tries again. */
  readonly find: () => Promise<string | undefined>
  readonly current: () => CentralPlace
  /** The host names the address itself: what set-up has kept does not count. */
  readonly isGiven: boolean
  /** Stops what was started here. */
  readonly close: () => Promise<void>
}

/** `stored` is what set-up has kept; it counts where the host names no address itself. */
export function centralAddress(
  config: CentralConfig | undefined,
  stored: () => string | undefined,
): CentralAddress {
  let starting: Promise<StartedCentral> | undefined
  let started = ''
  const start = config !== null && config !== undefined && 'start' in config && config.start
  const known = () => {
    if (config === null) return undefined
    return config !== undefined && 'url' in config ? config.url : stored()
  }
  return {
    find: async () => {
      const url = known()
      if (url !== undefined || !start) return url
      starting ??= start()
      try {
        started = (await starting).url
        return started
      } catch (error) {
        starting = undefined
        throw error
      }
    },
    current: () => {
      const url = known()
      if (url !== undefined) return { kind: 'remote', address: withoutPassword(url) }
      return start ? { kind: 'embedded', address: started } : { kind: 'none', address: '' }
    },
    isGiven: config !== undefined && config !== null && 'url' in config,
    close: async () => (await starting?.catch(() => undefined))?.close(),
  }
}
