import { isAtIdentifier } from './at-identifier.js'
import type { AtIdentifier, AtUri, Nsid, RecordKey } from './brand.js'
import { InvalidSyntax } from './invalid-syntax.js'
import { isNsid } from './nsid.js'
import { isRecordKey } from './record-key.js'

/** Longest AT URI, in characters. */
export const AT_URI_LENGTH_MAX = 8192

const SCHEME = 'at://'

/** The parts of an AT URI: an authority, or an authority and a collection, or all three. */
export interface AtUriParts {
  authority: AtIdentifier
  collection?: Nsid
  rkey?: RecordKey
}

/** Tells whether `s` is an AT URI as Lexicon's `at-uri` has it: no trailing slash, query or fragment. */
export function isAtUri(s: string): s is AtUri {
  if (s.length > AT_URI_LENGTH_MAX || !s.startsWith(SCHEME)) return false
  const first = s.indexOf('/', SCHEME.length)
  if (first < 0) return isAtIdentifier(s.slice(SCHEME.length))
  if (!isAtIdentifier(s.slice(SCHEME.length, first))) return false
  const second = s.indexOf('/', first + 1)
  if (second < 0) return isNsid(s.slice(first + 1))
  return isNsid(s.slice(first + 1, second)) && isRecordKey(s.slice(second + 1))
}

/** Returns `s` as an AT URI; throws InvalidSyntax when it is none. */
export function parseAtUri(s: string): AtUri {
  if (!isAtUri(s)) throw new InvalidSyntax('at-uri', s)
  return s
}

/** Takes an AT URI apart. It is trusted to be one: parse untrusted text first. */
export function splitAtUri(uri: AtUri): AtUriParts {
  const [authority, collection, rkey] = uri.slice(SCHEME.length).split('/') as [
    AtIdentifier,
    Nsid?,
    RecordKey?,
  ]
  const parts: AtUriParts = { authority }
  if (collection !== undefined) parts.collection = collection
  if (rkey !== undefined) parts.rkey = rkey
  return parts
}

/** `at://authority/collection/rkey` from parts that have already been checked. */
export function formatAtUri(authority: AtIdentifier, collection: Nsid, rkey: RecordKey): AtUri {
  return `${SCHEME}${authority}/${collection}/${rkey}` as AtUri
}
