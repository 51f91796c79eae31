import type { Aggregate, Facts, Intent, RebaseContext } from '../aggregate.ts'
import {
  accept,
  conflict,
  type Decision,
  orConflict,
  type Rebased,
  refuse,
  satisfied,
  unreachable,
} from '../decision.ts'
import { lookup } from '../record.ts'
import type { Pack, ProductCommand, ProductEvent } from './messages.ts'
import { type Needs, nothing } from '../needs.ts'

import { streams } from '../streams.ts'

export type * from './messages.ts'

export type ProductState =
  | { readonly status: 'unregistered' }
  | {
      readonly status: 'registered'
      readonly sku: string
      readonly name: string
      readonly packs: readonly Pack[]
      readonly unitValue?: number | undefined
    }

const initialState: ProductState = { status: 'unregistered' }

function evolve(state: ProductState, event: ProductEvent): ProductState {
  if (event.type === 'ProductRegistered') return { status: 'registered', ...event.data }
  if (state.status === 'unregistered') return state
  switch (event.type) {
    case 'ProductRenamed':
      return { ...state, name: event.data.name }
    case 'PackAdded':
      return { ...state, packs: [...state.packs, event.data.pack] }
    case 'PackRemoved':
      return { ...state, packs: state.packs.filter((p) => p.barcode !== event.data.barcode) }
    case 'UnitValueChanged':
      return { ...state, unitValue: event.data.unitValue }
    default:
      return unreachable(event)
  }
}

/** The barcode that a pack may not have: one of another product, or twice in the same list. */
function takenBarcode(sku: string, packs: readonly Pack[], facts: Facts): string | undefined {
  const seen = new Set<string>()
  for (const { barcode } of packs) {
    const owner = lookup(facts.barcodes, barcode)
    if (seen.has(barcode) || (owner !== undefined && owner !== sku)) return barcode
    seen.add(barcode)
  }
  return undefined
}

const refuseTaken = (barcode: string, facts: Facts) =>
  refuse('barcode-taken', { barcode, sku: lookup(facts.barcodes, barcode) ?? '' })

function decide(
  { command, role }: Intent<ProductCommand>,
  state: ProductState,
  facts: Facts,
): Decision<ProductEvent> {
  if (role !== 'supervisor') return refuse('not-permitted', { needs: 'supervisor' })
  const { sku } = command
  if (command.type === 'RegisterProduct') {
    if (state.status === 'registered') return refuse('already-registered', { sku })
    const { name, packs } = command
    const taken = takenBarcode(sku, packs, facts)
    if (taken !== undefined) return refuseTaken(taken, facts)
    return accept([{ type: 'ProductRegistered', data: { sku, name, packs } }])
  }
  if (state.status === 'unregistered') return refuse('product-unknown', { sku })
  switch (command.type) {
    case 'RenameProduct':
      return accept([{ type: 'ProductRenamed', data: { sku, name: command.name } }])
    case 'AddPack': {
      const taken = takenBarcode(sku, [...state.packs, command.pack], facts)
      if (taken !== undefined) return refuseTaken(taken, facts)
      return accept([{ type: 'PackAdded', data: { sku, pack: command.pack } }])
    }
    case 'RemovePack': {
      const { barcode } = command
      if (!state.packs.some((pack) => pack.barcode === barcode))
        return refuse('not-found', { barcode })
      return accept([{ type: 'PackRemoved', data: { sku, barcode } }])
    }
    case 'ChangeUnitValue':
      return accept([{ type: 'UnitValueChanged', data: { sku, unitValue: command.unitValue } }])
    default:
      return unreachable(command)
  }
}

const samePack = (a: Pack, b: Pack) =>
  a.barcode === b.barcode && a.factor === b.factor && a.name === b.name

const samePacks = (a: readonly Pack[], b: readonly Pack[]) =>
  a.length === b.length && a.every((pack) => b.some((other) => samePack(pack, other)))

/** Different fields merge; the same field, changed to something else meanwhile, needs a person. */
function rebase(
  intent: Intent<ProductCommand>,
  state: ProductState,
  facts: Facts,
  { unseen }: RebaseContext<ProductEvent>,
): Rebased<ProductEvent> {
  const { command } = intent
  if (state.status === 'unregistered') return orConflict(decide(intent, state, facts))
  const { sku } = command
  switch (command.type) {
    case 'RegisterProduct':
      return state.name === command.name && samePacks(state.packs, command.packs)
        ? satisfied
        : conflict('same-field-changed', { sku, theirs: state.name, yours: command.name })
    case 'RenameProduct':
      if (state.name === command.name) return satisfied
      return unseen.some((event) => event.type === 'ProductRenamed')
        ? conflict('same-field-changed', { sku, theirs: state.name, yours: command.name })
        : orConflict(decide(intent, state, facts))
    case 'AddPack':
      return state.packs.some((pack) => samePack(pack, command.pack))
        ? satisfied
        : orConflict(decide(intent, state, facts))
    case 'RemovePack': {
      const { barcode } = command
      if (!state.packs.some((pack) => pack.barcode === barcode)) return satisfied
      // Another pack than the one that was to go has the barcode by now.
      return unseen.some(({ type, data }) => type === 'PackAdded' && data.pack.barcode === barcode)
        ? conflict('same-field-changed', { sku, barcode })
        : orConflict(decide(intent, state, facts))
    }
    case 'ChangeUnitValue': {
      if (state.unitValue === command.unitValue) return satisfied
      const theirs = String(state.unitValue ?? '')
      return unseen.some((event) => event.type === 'UnitValueChanged')
        ? conflict('same-field-changed', { sku, theirs, yours: String(command.unitValue) })
        : orConflict(decide(intent, state, facts))
    }
    default:
      return unreachable(command)
  }
}

const ownersOf = (sku: string, packs: readonly Pack[]): Needs => ({
  barcodes: { of: packs.map(({ barcode }) => barcode), before: sku },
})

/** A product and its packs: `product-<sku>`. */
export const product: Aggregate<ProductCommand, ProductEvent, ProductState> = {
  category: 'product',
  streamFor: ({ sku }) => streams.product(sku),
  streamOf: ({ data }) => streams.product(data.sku),
  events: {
    ProductRegistered: true,
    ProductRenamed: true,
    PackAdded: true,
    PackRemoved: true,
    UnitValueChanged: true,
  },
  initialState,
  needs: {
    RegisterProduct: ({ sku, packs }) => ownersOf(sku, packs),
    RenameProduct: nothing,
    AddPack: ({ sku, pack }) => ownersOf(sku, [pack]),
    RemovePack: nothing,
    ChangeUnitValue: nothing,
  },
  decide,
  evolve,
  rebase,
}
