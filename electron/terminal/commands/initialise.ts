import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { lacksPassword, withoutPassword } from '#shared/contract/centralAddress.ts'
import type { Outcome } from '#shared/contract/commands.ts'
import type { DomainCommand } from '#shared/domain/index.ts'
import { refusal } from '#shared/words/index.ts'
import { type Store, TERMINAL } from '../store/index.ts'
import { acceptDraft } from './accept.ts'
import type { Identity, Ledger } from './ledger.ts'

/** What a terminal is set up with. Parsed by the caller's contract. */
export type Setup = {
  readonly terminal: string
  readonly warehouse: string
  /** The warehouse's code, when absent. */
  readonly warehouseName?: string | undefined
  /** The central store's connection string; none yet, when absent. */
  readonly centralUrl?: string | undefined
  /** Which site's store it is to meet; whichever it meets first, when absent. */
  readonly site?: string | undefined
}

export type SetupResult =
  { readonly outcome: 'done' } | ReturnType<typeof refusal<'already-initialised'>>

/** The supervisor that every warehouse starts with; its PIN is chosen at the first sign-in. */
export const FIRST_SUPERVISOR = 'admin'

const KEYS = {
  terminal: TERMINAL,
  warehouse: 'warehouse',
  warehouseName: 'warehouse-name',
  /** Without its password. */
  centralUrl: 'central-url',
  publicKey: 'public-key',
  site: 'site',
} as const

/** Who this terminal is; undefined before it was set up. */
export function readIdentity({ get }: Pick<Store['meta'], 'get'>): Identity | undefined {
  const terminal = get(KEYS.terminal)
  const warehouse = get(KEYS.warehouse)
  return terminal === undefined || warehouse === undefined ? undefined : { terminal, warehouse }
}

/** What is kept apart from the database. */
const SECRETS = { centralUrl: 'central-url', privateKey: 'private-key' } as const

type Keeping = Pick<Store, 'meta' | 'secrets'>

/** The central store's address as it may be shown. */
export const readCentralPlace = ({ meta }: Keeping): string | undefined => meta.get(KEYS.centralUrl)

/** The central store's address with all that connecting needs. Throws a SealedSecret. */
export function readCentralUrl({ meta, secrets }: Keeping): string | undefined {
  const shown = meta.get(KEYS.centralUrl)
  if (shown === undefined || !lacksPassword(shown)) return shown
  const whole = secrets.get(SECRETS.centralUrl)
  return whole !== undefined && withoutPassword(whole) === shown ? whole : shown
}

/** Undefined: none, as before one was ever named. Within a unit. */
export function writeCentralUrl({ meta, secrets }: Keeping, url: string | undefined): void {
  const shown = url === undefined ? undefined : withoutPassword(url)
  if (url === undefined || url === shown) secrets.remove(SECRETS.centralUrl)
  else secrets.set(SECRETS.centralUrl, url)
  if (shown === undefined) meta.remove(KEYS.centralUrl)
  else meta.set(KEYS.centralUrl, shown)
}

/** Earlier versions kept everything in the database. */
export function takeSecretsOut(
  store: Keeping & Pick<Store, 'transaction' | 'forgetDeleted'>,
): void {
  const { meta, secrets } = store
  const key = meta.get(SECRETS.privateKey)
  const url = meta.get(KEYS.centralUrl)
  const hasPassword = url !== undefined && url !== withoutPassword(url)
  if (key === undefined && !hasPassword) return
  // First where they will be, and only then no longer where they were.
  if (key !== undefined) secrets.set(SECRETS.privateKey, key)
  store.transaction('settle', () => {
    if (hasPassword) writeCentralUrl(store, url)
    if (key === undefined) return
    meta.set(KEYS.publicKey, publicKeyOf(key))
    meta.remove(SECRETS.privateKey)
  })
  store.forgetDeleted()
}

const publicKeyOf = (privateKey: string): string =>
  createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64')

/** The site that this terminal works with: of the store that it met first, or was set up for. */
export const readSite = ({ get }: Pick<Store['meta'], 'get'>): string | undefined => get(KEYS.site)

export const writeSite = ({ set, remove }: Store['meta'], site: string | undefined): void =>
  site === undefined ? remove(KEYS.site) : set(KEYS.site, site)

/** The installation's public key, as it is enrolled; undefined before the terminal was set up. */
export function readPublicKey({ get }: Pick<Store['meta'], 'get'>): string | undefined {
  return get(KEYS.publicKey)
}

const refused = (known: Identity, asked: Setup): SetupResult =>
  refusal('already-initialised', {
    terminal: known.terminal,
    warehouse: known.warehouse,
    askedTerminal: asked.terminal,
    askedWarehouse: asked.warehouse,
  })

function sameAgain(store: Keeping, known: Identity, asked: Setup): boolean {
  const { get } = store.meta
  const name = asked.warehouseName ?? get(KEYS.warehouseName)
  const kept = readCentralUrl(store)
  const site = asked.site ?? store.meta.get(KEYS.site)
  return (
    site === get(KEYS.site) &&
    known.terminal === asked.terminal &&
    known.warehouse === asked.warehouse &&
    name === get(KEYS.warehouseName) &&
    (asked.centralUrl ?? kept) === kept
  )
}

/**
 * Sets the terminal up: who it is, a key of its own, and the intentions that make warehouse, first supervisor and
 * terminal known. Needs no network. The same again changes nothing; something else is refused.
 */
export function initialise(ledger: Ledger, setup: Setup): SetupResult {
  const { store } = ledger
  return ledger.unit('accept', () => {
    const known = readIdentity(store.meta)
    if (known !== undefined)
      return sameAgain(store, known, setup) ? { outcome: 'done' } : refused(known, setup)
    const { terminal, warehouse, warehouseName = warehouse, centralUrl, site } = setup
    const { publicKey, privateKey } = generateKeyPairSync('ed25519', {
      publicKeyEncoding: { type: 'spki', format: 'der' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    })
    store.meta.set(KEYS.terminal, terminal)
    store.meta.set(KEYS.warehouse, warehouse)
    store.meta.set(KEYS.warehouseName, warehouseName)
    store.secrets.set(SECRETS.privateKey, privateKey)
    store.meta.set(KEYS.publicKey, publicKey.toString('base64'))
    if (centralUrl !== undefined) writeCentralUrl(store, centralUrl)
    if (site !== undefined) writeSite(store.meta, site)
    const first: readonly DomainCommand[] = [
      { type: 'RegisterWarehouse', warehouse, name: warehouseName },
      {
        type: 'RegisterOperator',
        operator: FIRST_SUPERVISOR,
        name: 'Administrator',
        role: 'supervisor',
      },
      { type: 'EnrolTerminal', terminal, warehouse, key: publicKey.toString('base64') },
    ]
    for (const command of first) {
      const outcome = acceptAsTerminal(ledger, { terminal, warehouse }, command)
      if (outcome.outcome === 'refused') throw new Error(outcome.message)
    }
    return { outcome: 'done' }
  })
}

/** Accepts what the terminal itself has to say: nobody asked for it, and no sign-in stands behind it. Within a unit. */
export function acceptAsTerminal(
  ledger: Ledger,
  identity: Identity,
  command: DomainCommand,
): Outcome {
  const id = ledger.surroundings.newId()
  return acceptDraft(ledger, identity, {
    id,
    command,
    operator: FIRST_SUPERVISOR,
    role: 'supervisor',
    occurredAt: ledger.surroundings.now(),
    correlation: id,
    causation: id,
  })
}
