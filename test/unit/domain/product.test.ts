import { describe, expect, it } from 'vitest'
import { product, type ProductEvent } from '#shared/domain/product/index.ts'
import { scenario, someFacts } from '#test/support/scenario.ts'

const { given } = scenario(product)
const sku = 'SKU-1'
const each = { barcode: '4006381333931', factor: 1, name: 'each' }
const box = { barcode: '14006381333938', factor: 12, name: 'case' }
const registered: ProductEvent = {
  type: 'ProductRegistered',
  data: { sku, name: 'Helmet', packs: [each] },
}

describe('registering a product', () => {
  it('records its name and its packs', () => {
    given()
      .when({ type: 'RegisterProduct', sku, name: 'Helmet', packs: [each] })
      .thenEvents(registered)
  })

  it('is refused the second time', () => {
    given(registered)
      .when({ type: 'RegisterProduct', sku, name: 'Helmet', packs: [] })
      .thenRefused('already-registered', { sku })
  })

  it('is refused when a barcode belongs to another product', () => {
    given()
      .when(
        { type: 'RegisterProduct', sku, name: 'Helmet', packs: [each] },
        {},
        { ...someFacts, barcodes: { [each.barcode]: 'SKU-2' } },
      )
      .thenRefused('barcode-taken', { barcode: each.barcode, sku: 'SKU-2' })
  })

  it('is refused when one barcode stands twice', () => {
    given()
      .when({ type: 'RegisterProduct', sku, name: 'Helmet', packs: [each, { ...each, factor: 6 }] })
      .thenRefused('barcode-taken', { barcode: each.barcode })
  })

  it('is for supervisors', () => {
    given()
      .when({ type: 'RegisterProduct', sku, name: 'Helmet', packs: [] }, { role: 'operator' })
      .thenRefused('not-permitted')
  })
})

describe('changing a product', () => {
  it('adds and removes packs', () => {
    given(registered)
      .when({ type: 'AddPack', sku, pack: box })
      .thenEvents({
        type: 'PackAdded',
        data: { sku, pack: box },
      })
    const { state } = given(
      registered,
      { type: 'PackAdded', data: { sku, pack: box } },
      { type: 'PackRemoved', data: { sku, barcode: each.barcode } },
    )
    expect(state).toMatchObject({ packs: [box] })
  })

  it('refuses to remove a pack that it does not have', () => {
    given(registered)
      .when({ type: 'RemovePack', sku, barcode: box.barcode })
      .thenRefused('not-found')
  })
})

describe('deciding again after others changed the product', () => {
  it('has nothing left to do when another terminal registered the same', () => {
    given(registered)
      .whenRebased({ type: 'RegisterProduct', sku, name: 'Helmet', packs: [each] })
      .thenSatisfied()
  })

  it('needs a person when another terminal registered it under another name', () => {
    given(registered)
      .whenRebased({ type: 'RegisterProduct', sku, name: 'Hat', packs: [each] })
      .thenConflict('same-field-changed', { theirs: 'Helmet', yours: 'Hat' })
  })

  it('merges a new name with a new pack', () => {
    const added: ProductEvent = { type: 'PackAdded', data: { sku, pack: box } }
    given(registered, added)
      .whenRebased({ type: 'RenameProduct', sku, name: 'Hat' }, { since: [added] })
      .thenEvents({ type: 'ProductRenamed', data: { sku, name: 'Hat' } })
  })

  it('needs a person when both gave it a new name', () => {
    const renamed: ProductEvent = { type: 'ProductRenamed', data: { sku, name: 'Cap' } }
    given(registered, renamed)
      .whenRebased({ type: 'RenameProduct', sku, name: 'Hat' }, { since: [renamed] })
      .thenConflict('same-field-changed', { theirs: 'Cap', yours: 'Hat' })
  })

  it('has nothing left to do when the pack is there already, or gone already', () => {
    given(registered).whenRebased({ type: 'AddPack', sku, pack: each }).thenSatisfied()
    given(registered).whenRebased({ type: 'RemovePack', sku, barcode: box.barcode }).thenSatisfied()
  })
})
