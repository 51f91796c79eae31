/**
 * Where a terminal finds its central store:
 * - `url`: a connection string, `esdb://…` or `esdb+discover://…`;
 * - `start`: called once, at the first connection; starts a store of the host's and says where it is;
 * - `null`: nowhere; the terminal never connects.
 */
export type CentralConfig =
  { readonly url: string } | { readonly start: () => Promise<StartedCentral> } | null

export type StartedCentral = { readonly url: string; readonly close: () => Promise<void> }

export type CentralAddress = {
  /** Undefined when there is no central store. Rejects when it could not be started: asked again, it tries again. */
  readonly find: () => Promise<string | undefined>
  /** Stops what was started here. */
  readonly close: () => Promise<void>
}

/** `stored` is what set-up has kept; used where the host says nothing. */
export function centralAddress(
  config: CentralConfig | undefined,
  stored: () => string | undefined,
): CentralAddress {
  let started: Promise<StartedCentral> | undefined
  const nothing = () => Promise.resolve()
  if (config === null) return { find: () => Promise.resolve(undefined), close: nothing }
  if (config === undefined) return { find: () => Promise.resolve(stored()), close: nothing }
  if ('url' in config) return { find: () => Promise.resolve(config.url), close: nothing }
  return {
    find: async () => {
      started ??= config.start()
      try {
        return (await started).url
      } catch (error) {
        started = undefined
        throw error
      }
    },
    close: async () => (await started?.catch(() => undefined))?.close(),
  }
}
