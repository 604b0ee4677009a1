import { Buffer } from 'node:buffer'
import type { CID } from 'multiformats/cid'
import { CborReader, type Leaves } from './cbor-reader.js'
import type { JsonValue, LexValue } from './values.js'

const AS_VALUES: Leaves<CID, Uint8Array> = {
  link: (cid) => cid,
  bytes: (bytes) => bytes,
}

const AS_JSON: Leaves<JsonValue, JsonValue> = {
  link: (cid) => ({ $link: cid.toString() }),
  bytes: (bytes) => ({ $bytes: bytesToJson(bytes) }),
}

/**
 * A value from its DAG-CBOR, which must be canonical: what is read here is what {@link encode} writes, byte for byte.
 * @throws DataModelError
 */
export function decodeStrict(bytes: Uint8Array): LexValue {
  return new CborReader(bytes, AS_VALUES).whole() as LexValue
}

/**
 * The value that bytes begin with, and where it ends: for values that follow each other.
 * @throws DataModelError as {@link decodeStrict}
 */
export function decodeFirst(bytes: Uint8Array): { value: LexValue; end: number } {
  return new CborReader(bytes, AS_VALUES).first() as { value: LexValue; end: number }
}

/**
 * DAG-CBOR as the JSON of the data model, without the value in between.
 * @throws DataModelError as {@link decodeStrict}
 */
export function cborToJson(bytes: Uint8Array): JsonValue {
  return new CborReader(bytes, AS_JSON).whole() as JsonValue
}

/** Base 64 without padding, as JSON has byte strings. */
export function bytesToJson(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64').replace(/=+$/, '')
}
