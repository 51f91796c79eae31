import { describe, expect, it } from 'vitest'
import { readCsv } from '#electron/terminal/imports/csv.ts'
import { decodeText } from '#electron/terminal/imports/encoding.ts'
import { readTable } from '#test/support/csvTable.ts'

describe('reading CSV', () => {
  it('of a large file that is stopped in between ends with what stopped it', async () => {
    const text = `sku\n${'A\n'.repeat(100_000)}`
    const nobody = { header: () => true, row: () => {}, problem: () => {} }
    const closed = () => Promise.reject(new Error('closed'))
    await expect(readCsv(text, nobody, closed)).rejects.toThrow('closed')
  })

  it.each([
    ['a comma', 'sku,name\nA,Bolt\n'],
    ['a semicolon', 'sku;name\nA;Bolt\n'],
    ['a tab', 'sku\tname\nA\tBolt\n'],
    ['CRLF', 'sku,name\r\nA,Bolt\r\n'],
    ['CR alone', 'sku,name\rA,Bolt\r'],
    ['a byte order mark', '\ufeffsku,name\nA,Bolt\n'],
    ['no line end at the end', 'sku,name\nA,Bolt'],
    ['empty lines and rows of delimiters only', '\nsku,name\n\nA,Bolt\n,\n\n'],
    ['spaces around fields', ' sku , name \n A , Bolt \n'],
    ['a quoted header with a delimiter of another kind in it', '"sku","name"\n"A","Bolt"\n'],
  ])('takes %s', async (_, text) => {
    const { columns, rows, problems } = await readTable(text)
    expect(columns).toEqual(['sku', 'name'])
    expect(rows.map((row) => row.values)).toEqual([{ sku: 'A', name: 'Bolt' }])
    expect(problems).toEqual([])
  })

  it('takes quotes, delimiters and line ends inside quotes, and counts lines by the file', async () => {
    const { rows } = await readTable('sku,name\nA,"Nut, 3"" wide"\nB,"two\nlines"\nC,last\n')
    expect(rows).toEqual([
      { line: 2, values: { sku: 'A', name: 'Nut, 3" wide' } },
      { line: 3, values: { sku: 'B', name: 'two\nlines' } },
      { line: 5, values: { sku: 'C', name: 'last' } },
    ])
  })

  it('reports half a row and a row that is too long by line, and reads the others', async () => {
    const { rows, problems } = await readTable('sku,name\nA\nB,Bolt\nC,Nut,more\n')
    expect(rows.map(({ line }) => line)).toEqual([3])
    expect(problems).toEqual([
      { line: 2, message: 'the row has 1 field, the header 2 columns' },
      { line: 4, message: 'the row has 3 fields, the header 2 columns' },
    ])
  })

  it('says where a quote was opened that is never closed', async () => {
    const { problems } = await readTable('sku,name\nA,Bolt\nB,"Nut\nC,Washer\n')
    expect(problems).toEqual([{ line: 3, message: 'a quote is opened and never closed' }])
  })

  it.each([
    ['letters', 'x'.repeat(1_000_000)],
    ['spaces between two letters', `x${' '.repeat(200_000)}x`],
  ])('reads a field of very many %s without harm', async (_, long) => {
    const { rows } = await readTable(`sku,name\nA,${long}\n`)
    expect(rows[0]?.values['name']).toHaveLength(long.length)
  })

  it.each([
    ['nothing', '', 'The file is empty.'],
    ['only empty lines', '\n\n\n', 'The file is empty.'],
    ['the same column twice', 'sku,sku\n', 'Two columns are called sku.'],
    ['a column without a name', 'sku,,name\n', 'Column 2 has no name in the header line.'],
    ['a picture', '\u0089PNG\u0000\u0001,\u0002\n', 'The header line is not one of a CSV file.'],
    [
      'a broken header',
      'sku,"na"me\nA,B\n',
      'The header line cannot be read: a closing quote is followed by more text; a quote inside quotes is written twice.',
    ],
  ])('says what is wrong with %s', async (_, text, message) => {
    await expect(readTable(text)).rejects.toThrow(message)
  })
})

describe('decoding a file', () => {
  const bytes = (...values: number[]) => Uint8Array.from(values)

  it('takes UTF-8', () => {
    expect(decodeText(new TextEncoder().encode('Größe'))).toEqual({ ok: true, text: 'Größe' })
  })

  it('takes UTF-16 with a byte order mark', () => {
    expect(decodeText(bytes(0xff, 0xfe, 0x41, 0))).toEqual({ ok: true, text: 'A' })
    expect(decodeText(bytes(0xfe, 0xff, 0, 0x41))).toEqual({ ok: true, text: 'A' })
  })

  it('refuses Latin-1 instead of importing wrong letters', () => {
    expect(decodeText(bytes(0x47, 0x72, 0xf6, 0x65))).toEqual({
      ok: false,
      problem: { code: 'file-undecoded', facts: {} },
    })
  })
})
