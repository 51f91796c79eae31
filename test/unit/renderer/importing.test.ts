import { describe, expect, it } from 'vitest'
import type { ImportPreview } from '#shared/contract/api/index.ts'
import {
  columnsToShow,
  partsOf,
  startOfImport,
  stepImport,
  withParts,
  type Importing,
  type ImportStep,
} from '../../../renderer/features/setup/importing.ts'

const preview: Extract<ImportPreview, { outcome: 'preview' }> = {
  outcome: 'preview',
  columns: ['sku', 'name'],
  fields: [],
  mapping: { sku: 'sku', name: 'name' },
  rows: 2,
  wouldAdd: 2,
  unchanged: 0,
  sample: [],
  problems: [],
  problemCount: 0,
}

const after = (...steps: ImportStep[]): Importing => steps.reduce(stepImport, startOfImport)

const chosen: ImportStep = { type: 'fileChosen', name: 'products.csv', size: 10 }
const isRead: ImportStep = { type: 'fileRead', text: 'sku,name' }
const looked: ImportStep = { type: 'looked', preview }

describe('an import', () => {
  it('is looked at before anything is imported', () => {
    expect(after(chosen, isRead).stage).toBe('looking')
    expect(after(chosen, isRead, looked).stage).toBe('previewed')
    expect(after(chosen, isRead, { type: 'started' }).stage).toBe('looking')
    expect(after(chosen, isRead, looked, { type: 'started' }).stage).toBe('importing')
  })

  it('does not start while a row is not good, or where there is nothing to add', () => {
    const start = (part: Partial<typeof preview>) =>
      after(
        chosen,
        isRead,
        { type: 'looked', preview: { ...preview, ...part } },
        { type: 'started' },
      ).stage
    expect(start({ problemCount: 1 })).toBe('previewed')
    expect(start({ wouldAdd: 0 })).toBe('previewed')
  })

  it('looks again with the columns that a person chose, and goes on showing what it knew', () => {
    const state = after(chosen, isRead, looked, { type: 'mapped', mapping: { sku: 'name' } })
    expect(state).toMatchObject({ stage: 'looking', mapping: { sku: 'name' }, before: preview })
  })

  it('says what is wrong with a file that the terminal refuses, and waits for another one', () => {
    const refused: ImportStep = {
      type: 'looked',
      preview: {
        outcome: 'refused',
        code: 'file-unreadable',
        facts: {},
        message: 'A column has no name.',
      },
    }
    expect(after(chosen, isRead, refused)).toMatchObject({
      stage: 'choosing',
      problem: { happened: 'A column has no name.' },
    })
  })

  it('does not let another file in while one is being imported', () => {
    expect(after(chosen, isRead, looked, { type: 'started' }, chosen).stage).toBe('importing')
  })

  it('passes over an answer that comes after it was started over', () => {
    expect(after(chosen, isRead, { type: 'startedOver' }, looked)).toEqual(startOfImport)
  })
})

describe('the columns of a field', () => {
  it('are one, or several for an address that is spread over them', () => {
    const columns = ['location', 'shelf', 'a+b']
    expect(partsOf({ bin: 'location+shelf' }, 'bin', columns)).toEqual(['location', 'shelf'])
    expect(partsOf({ bin: 'a+b' }, 'bin', columns)).toEqual(['a+b'])
    expect(partsOf({}, 'bin', columns)).toEqual([])
  })

  it('are shown before all others where not all fit, in the order of the file', () => {
    const columns = ['a', 'b', 'location', 'c', 'shelf', 'sku']
    const fields = ['sku', 'bin', 'name'].map((field) => ({ field, label: field, required: true }))
    const mapping = { sku: 'sku', bin: 'location+shelf' }
    expect(columnsToShow({ columns, fields, mapping }, 4)).toEqual([
      'a',
      'location',
      'shelf',
      'sku',
    ])
    expect(columnsToShow({ columns, fields, mapping }, 12)).toEqual(columns)
  })

  it('can be taken away', () => {
    expect(withParts({ sku: 'sku', name: 'name' }, 'name', [])).toEqual({ sku: 'sku' })
    expect(withParts({ sku: 'sku' }, 'bin', ['a', 'b'])).toEqual({ sku: 'sku', bin: 'a+b' })
  })
})
