/**
 * PostgreSQL arrays in their binary wire form.
 *
 * `pg` sends a Buffer parameter in binary format, so a Buffer that holds the array's binary representation is
 * read by `array_recv` as it is. The driver's own arrays travel as text: every byte of a bytea becomes two hex
 * digits on the way out and is parsed again on the server, which costs more than the insert itself.
 */

const OID = { bytea: 17, text: 25, int4: 23, int8: 20 } as const
const HEADER_BYTES = 20
const LENGTH_BYTES = 4

/** `bytea[]` parameter. */
export function byteaArray(items: readonly Uint8Array[]): Buffer {
  let size = HEADER_BYTES
  for (const item of items) size += LENGTH_BYTES + item.length
  const out = arrayHeader(size, OID.bytea, items.length)
  let offset = HEADER_BYTES
  for (const item of items) {
    out.writeInt32BE(item.length, offset)
    out.set(item, offset + LENGTH_BYTES)
    offset += LENGTH_BYTES + item.length
  }
  return out
}

/** `text[]` parameter. */
export function textArray(items: readonly string[]): Buffer {
  let size = HEADER_BYTES
  const lengths = items.map((item) => Buffer.byteLength(item, 'utf8'))
  for (const length of lengths) size += LENGTH_BYTES + length
  const out = arrayHeader(size, OID.text, items.length)
  let offset = HEADER_BYTES
  items.forEach((item, i) => {
    out.writeInt32BE(lengths[i]!, offset)
    out.write(item, offset + LENGTH_BYTES, 'utf8')
    offset += LENGTH_BYTES + lengths[i]!
  })
  return out
}

/** `int4[]` parameter. */
export function int4Array(items: readonly number[]): Buffer {
  const out = arrayHeader(HEADER_BYTES + items.length * (LENGTH_BYTES + 4), OID.int4, items.length)
  items.forEach((item, i) => {
    const offset = HEADER_BYTES + i * (LENGTH_BYTES + 4)
    out.writeInt32BE(4, offset)
    out.writeInt32BE(item, offset + LENGTH_BYTES)
  })
  return out
}

/** `int8[]` parameter. @param items whole numbers that a double holds exactly */
export function int8Array(items: readonly number[]): Buffer {
  const out = arrayHeader(HEADER_BYTES + items.length * (LENGTH_BYTES + 8), OID.int8, items.length)
  items.forEach((item, i) => {
    const offset = HEADER_BYTES + i * (LENGTH_BYTES + 8)
    out.writeInt32BE(8, offset)
    out.writeBigInt64BE(BigInt(item), offset + LENGTH_BYTES)
  })
  return out
}

function arrayHeader(size: number, elementOid: number, count: number): Buffer {
  const out = Buffer.allocUnsafe(size)
  out.writeInt32BE(1, 0)
  out.writeInt32BE(0, 4)
  out.writeInt32BE(elementOid, 8)
  out.writeInt32BE(count, 12)
  out.writeInt32BE(1, 16)
  return out
}
