import { parseStream, parseWarehouseId } from '../../domain/index.ts'

/** What a stream is about, in words: "product SKU-1", "the stock of SKU-1". */
export function describeStream(stream: string): string {
  const { category, id } = parseStream(stream) ?? { category: '', id: stream }
  const rest = parseWarehouseId(id)?.rest ?? id
  if (category === 'stock') return `the stock of ${rest}`
  return category === 'count' ? `count ${rest}` : `${category} ${id}`.trim()
}
