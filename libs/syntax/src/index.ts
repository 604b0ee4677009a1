export type {
  AtIdentifier,
  AtUri,
  CidString,
  Datetime,
  Did,
  Handle,
  Language,
  Nsid,
  RecordKey,
  Tid,
  Uri,
} from './brand.js'
export { InvalidSyntax } from './invalid-syntax.js'
export { isDid, parseDid, DID_LENGTH_MAX } from './did.js'
export { isHandle, parseHandle, normalizeHandle, HANDLE_LENGTH_MAX } from './handle.js'
export { isAtIdentifier, parseAtIdentifier } from './at-identifier.js'
export { isNsid, parseNsid, nsidAuthority, nsidName, NSID_LENGTH_MAX } from './nsid.js'
export { isRecordKey, parseRecordKey, RECORD_KEY_LENGTH_MAX } from './record-key.js'
export { isAtUri, parseAtUri, splitAtUri, formatAtUri, AT_URI_LENGTH_MAX } from './at-uri.js'
export type { AtUriParts } from './at-uri.js'
export { isTid, parseTid, tidFromMicros, tidMicros, tidClockId, CLOCK_ID_MAX } from './tid.js'
export { TidClock } from './tid-clock.js'
export {
  isDatetime,
  parseDatetime,
  normalizeDatetime,
  datetimeMillis,
  DATETIME_LENGTH_MAX,
} from './datetime.js'
export { isLanguage, parseLanguage, LANGUAGE_LENGTH_MAX } from './language.js'
export { isCidString, parseCidString, CID_STRING_LENGTH_MAX } from './cid-string.js'
export { isUri, parseUri, URI_BYTES_MAX } from './uri.js'
export { isStringFormat, isStringFormatName, stringFormatCheck, STRING_FORMATS } from './string-format.js'
export type { StringFormat } from './string-format.js'
