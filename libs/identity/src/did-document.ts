import type { Did } from '@guildhall/syntax'
import { InvalidDidDocument } from './invalid-did-document.js'

/** A key in a DID document. */
export interface VerificationMethod {
  /** `#name`, or the same with the DID in front. */
  readonly id: string
  readonly type: string
  readonly controller?: string
  readonly publicKeyMultibase?: string
  readonly [field: string]: unknown
}

/** A service in a DID document. */
export interface DidService {
  /** `#name`, or the same with the DID in front. */
  readonly id: string
  readonly type: string | readonly string[]
  readonly serviceEndpoint: unknown
  readonly [field: string]: unknown
}

/** A DID document (atproto.com/specs/did) as its origin sent it; what atproto does not use is kept as well. */
export interface DidDocument {
  readonly id: Did
  readonly alsoKnownAs?: readonly string[]
  readonly verificationMethod?: readonly VerificationMethod[]
  readonly service?: readonly DidService[]
  readonly [field: string]: unknown
}

/** Largest document that is read, as JSON. */
export const DID_DOCUMENT_MAX_BYTES = 65_536

/** Escapes, in JSON, of half a character and of U+0000: whoever stores or passes on such text gets into trouble. */
const NO_TEXT = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/

type Fields = Record<string, unknown>

/**
 * Checks a document as it came, as far as atproto uses it: `id`, `alsoKnownAs`, `verificationMethod`, `service`.
 * Entries of the lists that are of another kind than ours are no mistake, as long as they are objects with an `id`.
 * @param json parsed, of any shape
 * @param did whose document it has to be
 * @returns `json` itself
 * @throws InvalidDidDocument
 */
export function parseDidDocument(json: unknown, did: string): DidDocument {
  if (!isMap(json)) throw new InvalidDidDocument('not an object')
  if (json.id !== did) throw new InvalidDidDocument('the document of another DID')
  checkSize(json)
  checkList(json, 'alsoKnownAs', (entry) => typeof entry === 'string')
  checkList(json, 'verificationMethod', isVerificationMethod)
  checkList(json, 'service', isService)
  return json as unknown as DidDocument
}

function checkSize(json: Fields): void {
  let text: string
  try {
    text = JSON.stringify(json)
  } catch {
    throw new InvalidDidDocument('nested too deeply')
  }
  if (NO_TEXT.test(text))
    throw new InvalidDidDocument('a text that is not well-formed Unicode, or has U+0000')
  // A character has up to three bytes, so most documents need not be counted.
  const isSmall = text.length * 3 <= DID_DOCUMENT_MAX_BYTES
  if (!isSmall && Buffer.byteLength(text) > DID_DOCUMENT_MAX_BYTES) throw new InvalidDidDocument('too large')
}

function checkList(json: Fields, field: string, isEntry: (entry: unknown) => boolean): void {
  const list = json[field]
  if (list === undefined) return
  if (!Array.isArray(list) || !list.every(isEntry)) throw new InvalidDidDocument(`a malformed list: ${field}`)
}

function isVerificationMethod(entry: unknown): boolean {
  return (
    isMap(entry) &&
    typeof entry.id === 'string' &&
    typeof entry.type === 'string' &&
    isTextOrMissing(entry.controller) &&
    isTextOrMissing(entry.publicKeyMultibase)
  )
}

/** DID Core lets a service have several types, and endpoints of any shape. */
function isService(entry: unknown): boolean {
  if (!isMap(entry) || typeof entry.id !== 'string' || entry.serviceEndpoint === undefined) return false
  const { type } = entry
  return typeof type === 'string' || (Array.isArray(type) && type.every((one) => typeof one === 'string'))
}

function isTextOrMissing(value: unknown): boolean {
  return value === undefined || typeof value === 'string'
}

function isMap(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
