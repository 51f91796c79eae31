/** Messages of Protocol Buffers that no honest program sends, by hand. */
const delimited = 2
const startGroup = 3

function varint(value: number): number[] {
  const bytes: number[] = []
  let left = value
  for (; left >= 128; left = Math.floor(left / 128)) bytes.push((left % 128) + 128)
  return [...bytes, left]
}

const tag = (field: number, type: number) => varint(field * 8 + type)

/** Fields within each other, of which the innermost claims a length and holds nothing. */
export function claiming(length: number, ...fields: readonly number[]): Buffer {
  const [outermost = 1, ...inner] = fields
  if (inner.length === 0) return Buffer.from([...tag(outermost, delimited), ...varint(length)])
  const body = claiming(length, ...inner)
  return Buffer.concat([Buffer.from([...tag(outermost, delimited), ...varint(body.length)]), body])
}

/** A field again and again, with nothing in it. */
export const manyEmpty = (field: number, count: number): Buffer =>
  Buffer.alloc(count * 2, Buffer.from([...tag(field, delimited), 0]))

/** Groups that begin within each other and never end. */
export const nestedGroups = (field: number, depth: number): Buffer =>
  Buffer.alloc(depth, Buffer.from(tag(field, startGroup)))
