import { withoutPassword } from '#shared/contract/centralAddress.ts'
import { problemOf } from '#shared/words/index.ts'
import { AddressError } from './central/index.ts'
import { SealedSecret } from './store/index.ts'

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

/** What set-up has kept. */
export type StoredAddress = {
  /** With all that connecting needs. Throws a SealedSecret. */
  readonly whole: () => string | undefined
  /** As it may be shown. */
  readonly shown: () => string | undefined
}

function unsealed(stored: StoredAddress): string | undefined {
  try {
    return stored.whole()
  } catch (error) {
    if (error instanceof SealedSecret)
      throw new AddressError(problemOf('address-invalid', { sealed: true }))
    throw error
  }
}

/** `stored` counts where the host names no address itself. */
export function centralAddress(
  config: CentralConfig | undefined,
  stored: StoredAddress,
): CentralAddress {
  let starting: Promise<StartedCentral> | undefined
  let started = ''
  const start = config !== null && config !== undefined && 'start' in config && config.start
  const known = (kept: () => string | undefined) => {
    if (config === null) return undefined
    return config !== undefined && 'url' in config ? config.url : kept()
  }
  return {
    find: async () => {
      const url = known(() => unsealed(stored))
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
      const url = known(stored.shown)
      if (url !== undefined) return { kind: 'remote', address: withoutPassword(url) }
      return start
        ? { kind: 'embedded', address: withoutPassword(started) }
        : { kind: 'none', address: '' }
    },
    isGiven: config !== undefined && config !== null && 'url' in config,
    close: async () => (await starting?.catch(() => undefined))?.close(),
  }
}
