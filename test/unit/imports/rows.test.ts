import { describe, expect, it } from 'vitest'
import type { FieldProblem } from '#electron/terminal/imports/collect.ts'
import {
  guessMapping,
  parseMapping,
  problemWithMapping,
} from '#electron/terminal/imports/mapping.ts'
import { rowTaker } from '#electron/terminal/imports/rows.ts'
import type { ColumnMapping, ImportKind } from '#shared/contract/api/index.ts'
import { fileProblemMessage } from '#shared/words/index.ts'
import { inWords, readTable } from '#test/support/csvTable.ts'

async function parse(kind: ImportKind, text: string, given?: ColumnMapping) {
  const { columns, rows } = await readTable(text)
  const mapping = given ?? guessMapping(kind, columns)
  expect(problemWithMapping(kind, mapping, columns)).toBeUndefined()
  const problems: FieldProblem[] = []
  const taker = rowTaker(kind, { mapping, columns }, (problem) => problems.push(problem))
  for (const row of rows) taker.take(row)
  return { items: taker.items().items, problems: problems.map((problem) => inWords(problem)) }
}

describe('mapping columns to fields', () => {
  it('guesses by the names of columns, however they are written', () => {
    expect(guessMapping('products', ['Product-Number', 'Description', 'EAN', 'Pack Size'])).toEqual(
      { sku: 'Product-Number', name: 'Description', barcode: 'EAN', factor: 'Pack Size' },
    )
    expect(guessMapping('stock', ['sku', 'bin', 'Qty'])).toEqual({
      sku: 'sku',
      bin: 'bin',
      quantity: 'Qty',
    })
  })

  it('puts a bin address together where it is spread over columns', () => {
    const columns = ['sku', 'location', 'shelf', 'bin', 'quantity']
    expect(guessMapping('stock', columns)['bin']).toBe('location+shelf+bin')
    expect(guessMapping('bins', columns)['bin']).toBe('location+shelf+bin')
  })

  it('leaves the zone of a bin out of its address', () => {
    expect(guessMapping('bins', ['bin', 'zone'])).toEqual({ bin: 'bin', zone: 'zone' })
  })

  it('reads a mapping as the command line writes it', () => {
    expect(parseMapping('sku=sku, name = Product Name')).toEqual({
      sku: 'sku',
      name: 'Product Name',
    })
    expect(parseMapping('sku')).toBeUndefined()
    expect(parseMapping('sku=')).toBeUndefined()
  })

  it.each<[ImportKind, ColumnMapping, string]>([
    ['products', { sku: 'a', name: 'nope' }, 'The file has no column nope; it has: a, b.'],
    ['products', { sku: 'a' }, 'No column is known to hold name; the file has: a, b.'],
    ['bins', { bin: 'a', colour: 'b' }, 'There is no field colour; there are: bin, zone.'],
    ['products', { sku: 'a+b', name: 'b' }, 'Only bin can be made of several columns.'],
  ])('says why %s by %j does not fit', (kind, mapping, message) => {
    const problem = problemWithMapping(kind, mapping, ['a', 'b'])
    expect(problem && fileProblemMessage(problem)).toBe(message)
  })
})

describe('rows of products', () => {
  it('are products, each row of one SKU with one more pack', async () => {
    const { items, problems } = await parse(
      'products',
      'sku,name,barcode,factor,pack\nA,Bolt,111,1,\nA,Bolt,112,24,case\nB,Nut,,,\n',
    )
    expect(problems).toEqual([])
    expect(items).toEqual([
      {
        line: 2,
        sku: 'A',
        name: 'Bolt',
        packs: [
          { barcode: '111', factor: 1, name: 'each' },
          { barcode: '112', factor: 24, name: 'case' },
        ],
      },
      { line: 4, sku: 'B', name: 'Nut', packs: [] },
    ])
  })

  it.each([
    ['the same row twice', 'A,Bolt,,\nA,Bolt,,', 3, 'sku', 'sku A stands on line 2 already'],
    ['two names', 'A,Bolt,,\nA,Nut,,', 3, 'name', 'sku A has another name on line 2'],
    ['a barcode twice', 'A,Bolt,1,\nB,Nut,1,', 3, 'barcode', 'barcode 1 stands on line 2 already'],
    ['a factor without a barcode', 'A,Bolt,,6', 2, 'barcode', 'a pack needs a barcode'],
    ['an empty name', 'A,,,', 2, 'name', 'name is empty'],
    ['a factor of zero', 'A,Bolt,1,0', 2, 'factor', 'factor is below 1'],
    ['a factor in words', 'A,Bolt,1,six', 2, 'factor', 'factor is not a whole number'],
    [
      'a control character in a barcode',
      'A,Bolt,"1\t2",',
      2,
      'barcode',
      'barcode has a control character in it',
    ],
    [
      'a name of a million characters',
      `A,${'x'.repeat(1_000_000)},,`,
      2,
      'name',
      'name is longer than 200 characters',
    ],
    [
      'a letter that was lost on the way',
      'A,Gr\ufffd\ufffde,,',
      2,
      'name',
      'name has a character that could not be read: save the file as UTF-8',
    ],
  ])('with %s are reported by line and field', async (_, rows, line, field, message) => {
    const { problems } = await parse('products', `sku,name,barcode,factor\n${rows}\n`)
    expect(problems).toEqual([{ line, field, message }])
  })
})

describe('rows of bins', () => {
  it('are the bins of the file, each once, with the address put together', async () => {
    const { items, problems } = await parse(
      'bins',
      'sku,location,shelf,bin,quantity\nA,1,A,1,5\nB,1,A,1,6\nA,7,N/A,0,0\n',
    )
    expect(problems).toEqual([])
    expect(items).toMatchObject([{ bin: '1-A-1' }, { bin: '7-N/A-0' }])
  })

  it('with an empty part of the address are reported', async () => {
    const { problems } = await parse('bins', 'location,shelf,bin\n1,,2\n')
    expect(problems).toEqual([{ line: 2, field: 'bin', message: 'a part of bin is empty' }])
  })
})

describe('rows of stock', () => {
  it('are quantities by SKU and bin, zero among them', async () => {
    const { items, problems } = await parse('stock', 'sku,bin,quantity\nA,1,5\nB,1,0\nC,1,7.0\n')
    expect(problems).toEqual([])
    expect(items.map((item) => ('quantity' in item ? item.quantity : undefined))).toEqual([5, 0, 7])
  })

  it.each([
    ['-1', 'quantity is below 0'],
    ['1.5', 'quantity is not a whole number'],
    ['', 'quantity is not a whole number'],
    ['1e9', 'quantity is not a whole number'],
    ['1000000000', 'quantity is above 999999999'],
  ])('with the quantity %j are reported', async (quantity, message) => {
    const { problems } = await parse('stock', `sku,bin,quantity\nA,1,${quantity}\n`)
    expect(problems).toEqual([{ line: 2, field: 'quantity', message }])
  })

  it('that name a SKU and bin twice are reported, not added up', async () => {
    const { problems } = await parse('stock', 'sku,bin,quantity\nA,1,5\nA,1,5\n')
    expect(problems).toEqual([
      { line: 3, field: 'sku', message: 'sku A in bin 1 stands on line 2 already' },
    ])
  })
})
