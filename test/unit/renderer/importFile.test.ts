import { describe, expect, it } from 'vitest'
import { largestFile, readFileText } from '../../../renderer/features/setup/importFile.ts'

const read = (content: string | Uint8Array<ArrayBuffer>, onProgress = (_read: number) => {}) =>
  readFileText(new Blob([content]), onProgress)

describe('a file that is chosen for an import', () => {
  it('is read as UTF-8, and says how far it is', async () => {
    const told: number[] = []
    expect(await read('sku,name\nA,Schraube für Öl\n', (so) => told.push(so))).toEqual({
      ok: true,
      text: 'sku,name\nA,Schraube für Öl\n',
    })
    expect(told.at(-1)).toBe(new TextEncoder().encode('sku,name\nA,Schraube für Öl\n').length)
  })

  it('is read as UTF-16 where its first bytes say so', async () => {
    const bytes = Uint8Array.from([
      0xff,
      0xfe,
      ...new TextEncoder()
        .encode('sku\tname')
        .reduce<number[]>((all, byte) => all.concat(byte, 0), []),
    ])
    expect(await read(bytes)).toEqual({ ok: true, text: 'sku\tname' })
  })

  it.each([
    ['a spreadsheet', Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0]), /spreadsheet/],
    ['an old spreadsheet', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), /spreadsheet/],
    ['a PDF', new TextEncoder().encode('%PDF-1.7'), /PDF/],
    ['a program', Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1]), /no text/],
    ['Latin-1', Uint8Array.from([0x73, 0x6b, 0x75, 0x0a, 0xfc, 0x0a]), /UTF-8/],
    ['an empty file', '', /empty/],
    ['a file of blank lines', '\n\n  \n', /empty/],
  ])('is refused in words when it is %s', async (_what, content, words) => {
    const result = await read(content)
    expect(result).toMatchObject({ ok: false })
    expect(!result.ok && result.problem.happened).toMatch(words)
    expect(!result.ok && result.problem.next).not.toBe('')
  })

  it('is refused before it is read when it is too large', async () => {
    let wasRead = false
    const stream = () => {
      wasRead = true
      return new Blob([]).stream()
    }
    const result = await readFileText({ size: largestFile + 1, stream }, () => {})
    expect(result).toMatchObject({ ok: false })
    expect(wasRead).toBe(false)
  })
})
