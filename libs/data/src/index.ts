export { findBlobRefs, findLegacyBlobRefs, isBlobRef, isLexMap } from './blob-ref.js'
export type { BlobRef, LegacyBlobRef } from './blob-ref.js'
export {
  CID_BYTES,
  CID,
  cborCidBytes,
  cidBytesToString,
  cidKey,
  cidStringToBytes,
  isCidBytes,
  keyToCidBytes,
  rawCidBytes,
  toCid,
} from './cid.js'
export type { CidBytes, CidKey } from './cid.js'
export { DataModelError } from './data-model-error.js'
export { cborToJson, decodeFirst, decodeStrict } from './decode.js'
export { encode } from './encode.js'
export { jsonToLex, jsonToMap, lexToJson } from './json.js'
export { SlotHash } from './slot-hash.js'
export { DEPTH_MAX } from './values.js'
export type { JsonValue, LexMap, LexValue } from './values.js'
