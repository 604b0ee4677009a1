import pg from 'pg'
import { LASTING_FIELD_BYTES_MIN } from './message-reader.js'

type Parse = (raw: never) => unknown
/** How pg is told to read columns, by their type. */
export interface WireTypes {
  getTypeParser(oid: number, format?: 'text' | 'binary'): Parse
}

const OID = {
  bool: 16,
  bytea: 17,
  name: 19,
  int8: 20,
  int2: 21,
  int4: 23,
  text: 25,
  oid: 26,
  json: 114,
  float4: 700,
  float8: 701,
  bpchar: 1042,
  varchar: 1043,
  timestamp: 1114,
  timestamptz: 1184,
  void: 2278,
  jsonb: 3802,
  byteaArray: 1001,
  int2Array: 1005,
  int4Array: 1007,
  textArray: 1009,
  varcharArray: 1015,
  int8Array: 1016,
} as const

const TWO_TO_32 = 4_294_967_296
/** 2000-01-01T00:00:00Z, from which PostgreSQL counts. */
const EPOCH_2000_MS = 946_684_800_000
const NULL_LENGTH = -1

const utf8 = (raw: Buffer): string => raw.toString('utf8')
const date = (raw: Buffer): Date => new Date(EPOCH_2000_MS + readInt8(raw) / 1000)

const binaryParsers = new Map<number, (raw: Buffer) => unknown>([
  [OID.bool, (raw) => raw[0] === 1],
  [OID.bytea, (raw) => (raw.length < LASTING_FIELD_BYTES_MIN ? Buffer.from(raw) : raw)],
  [OID.int2, (raw) => raw.readInt16BE(0)],
  [OID.int4, (raw) => raw.readInt32BE(0)],
  [OID.int8, readInt8],
  [OID.oid, (raw) => raw.readUInt32BE(0)],
  [OID.float4, (raw) => raw.readFloatBE(0)],
  [OID.float8, (raw) => raw.readDoubleBE(0)],
  [OID.name, utf8],
  [OID.text, utf8],
  [OID.varchar, utf8],
  [OID.bpchar, utf8],
  [OID.json, (raw) => JSON.parse(utf8(raw)) as unknown],
  // The first byte is the version of the format.
  [OID.jsonb, (raw) => JSON.parse(utf8(raw.subarray(1))) as unknown],
  [OID.timestamp, date],
  [OID.timestamptz, date],
  [OID.void, () => null],
  [OID.byteaArray, readArray],
  [OID.int2Array, readArray],
  [OID.int4Array, readArray],
  [OID.int8Array, readArray],
  [OID.textArray, readArray],
  [OID.varcharArray, readArray],
])

/** For results in binary form. A type it does not know is a fault: cast the column, or ask for text. */
export const binaryTypes: WireTypes = {
  getTypeParser(oid) {
    const parse = binaryParsers.get(oid)
    if (parse) return parse as Parse
    return () => {
      throw new Error(`no binary form known for the PostgreSQL type ${oid}`)
    }
  },
}

/** For results in text form: as pg reads them, but int8 as a number. */
export const textTypes: WireTypes = {
  getTypeParser(oid, format) {
    if (oid === OID.int8) return ((raw: string) => safe(Number(raw))) as Parse
    return pg.types.getTypeParser(oid, format as 'text') as Parse
  },
}

function readInt8(raw: Buffer): number {
  return safe(raw.readInt32BE(0) * TWO_TO_32 + raw.readUInt32BE(4))
}

function safe(value: number): number {
  if (!Number.isSafeInteger(value)) throw new Error('an int8 of the database is too large for a number')
  return value
}

/** One-dimensional arrays; more dimensions are flattened. */
function readArray(raw: Buffer): unknown[] {
  const dimensions = raw.readInt32BE(0)
  const parse = binaryParsers.get(raw.readUInt32BE(8))!
  const values: unknown[] = []
  let offset = 12 + dimensions * 8
  while (offset < raw.length) {
    const length = raw.readInt32BE(offset)
    offset += 4
    if (length === NULL_LENGTH) {
      values.push(null)
      continue
    }
    values.push(parse(raw.subarray(offset, offset + length)))
    offset += length
  }
  return values
}
