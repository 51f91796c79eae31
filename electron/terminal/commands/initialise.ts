import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import type { Outcome } from '#shared/contract/commands.ts'
import type { DomainCommand } from '#shared/domain/index.ts'
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
}

export type SetupResult =
  | { readonly outcome: 'done' }
  | { readonly outcome: 'refused'; readonly code: 'already-initialised'; readonly message: string }

/** The supervisor that every warehouse starts with; its PIN is chosen at the first sign-in. */
export const FIRST_SUPERVISOR = 'admin'

const KEYS = {
  terminal: TERMINAL,
  warehouse: 'warehouse',
  warehouseName: 'warehouse-name',
  centralUrl: 'central-url',
  privateKey: 'private-key',
} as const

/** Who this terminal is; undefined before it was set up. */
export function readIdentity({ get }: Pick<Store['meta'], 'get'>): Identity | undefined {
  const terminal = get(KEYS.terminal)
  const warehouse = get(KEYS.warehouse)
  return terminal === undefined || warehouse === undefined ? undefined : { terminal, warehouse }
}

export const readCentralUrl = ({ get }: Store['meta']): string | undefined => get(KEYS.centralUrl)

/** Undefined: none, as before one was ever named. */
export const writeCentralUrl = ({ set, remove }: Store['meta'], url: string | undefined): void =>
  url === undefined ? remove(KEYS.centralUrl) : set(KEYS.centralUrl, url)

/** The installation's public key, as it is enrolled; undefined before the terminal was set up. */
export function readPublicKey({ get }: Pick<Store['meta'], 'get'>): string | undefined {
  const key = get(KEYS.privateKey)
  if (key === undefined) return undefined
  return createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64')
}

function refusal(known: Identity, asked: Setup): SetupResult {
  return {
    outcome: 'refused',
    code: 'already-initialised',
    message:
      `This data folder belongs to terminal ${known.terminal} of warehouse ${known.warehouse}. ` +
      `It was not changed to ${asked.terminal} of ${asked.warehouse}. Use another data folder for another terminal.`,
  }
}

function sameAgain({ get }: Store['meta'], known: Identity, asked: Setup): boolean {
  const name = asked.warehouseName ?? get(KEYS.warehouseName)
  const url = asked.centralUrl ?? get(KEYS.centralUrl)
  return (
    known.terminal === asked.terminal &&
    known.warehouse === asked.warehouse &&
    name === get(KEYS.warehouseName) &&
    url === get(KEYS.centralUrl)
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
      return sameAgain(store.meta, known, setup) ? { outcome: 'done' } : refusal(known, setup)
    const { terminal, warehouse, warehouseName = warehouse, centralUrl } = setup
    const { publicKey, privateKey } = generateKeyPairSync('ed25519', {
      publicKeyEncoding: { type: 'spki', format: 'der' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    })
    store.meta.set(KEYS.terminal, terminal)
    store.meta.set(KEYS.warehouse, warehouse)
    store.meta.set(KEYS.warehouseName, warehouseName)
    store.meta.set(KEYS.privateKey, privateKey)
    if (centralUrl !== undefined) store.meta.set(KEYS.centralUrl, centralUrl)
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
