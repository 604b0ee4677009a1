import { InvalidKey, formatDidKey, parseBareMultibase, parseMultikey } from '@guildhall/crypto'
import type { PublicKey } from '@guildhall/crypto'
import { isHandle } from '@guildhall/syntax'
import type { Handle } from '@guildhall/syntax'
import type { DidDocument, VerificationMethod } from './did-document.js'

const HANDLE_SCHEME = 'at://'
const SIGNING_KEY = 'atproto'
const PDS = 'atproto_pds'
const PDS_TYPE = 'AtprotoPersonalDataServer'
/** Longest endpoint that is taken, in characters. */
const ENDPOINT_LENGTH_MAX = 2048

/** How the key is written in each type of verification method; the last two are old. */
const KEY_READERS: Record<string, (multibase: string) => PublicKey> = {
  Multikey: parseMultikey,
  EcdsaSecp256k1VerificationKey2019: (multibase) => parseBareMultibase('ES256K', multibase),
  EcdsaSecp256r1VerificationKey2019: (multibase) => parseBareMultibase('ES256', multibase),
}

/**
 * The key with which an account signs, as `did:key`: the first usable `#atproto` that the DID itself controls
 * (atproto.com/specs/did).
 * @param fragment of another key, such as `atproto_label`
 * @returns `undefined` when there is none
 */
export function signingKeyOf(document: DidDocument, fragment = SIGNING_KEY): string | undefined {
  for (const method of document.verificationMethod ?? []) {
    if (!isNamed(document, method.id, fragment)) continue
    const key = keyIn(document, method)
    if (key) return formatDidKey(key)
  }
  return undefined
}

/**
 * The handle that a document claims: the first valid one among its aliases. Its case is kept. Whether the handle
 * points back to the DID is another question.
 */
export function handleOf(document: DidDocument | undefined): Handle | undefined {
  for (const alias of document?.alsoKnownAs ?? []) {
    if (!alias.startsWith(HANDLE_SCHEME)) continue
    const handle = alias.slice(HANDLE_SCHEME.length)
    if (isHandle(handle)) return handle
  }
  return undefined
}

/**
 * Where a service can be reached: the http or https URL of the first service of that name, and of that type if one is
 * given.
 * @param fragment its name without `#`, such as `atproto_labeler`
 * @returns `undefined` when there is none
 */
export function serviceOf(document: DidDocument, fragment: string, type?: string): string | undefined {
  for (const service of document.service ?? []) {
    if (!isNamed(document, service.id, fragment)) continue
    if (type !== undefined && ![service.type].flat().includes(type)) continue
    return isEndpoint(service.serviceEndpoint) ? service.serviceEndpoint : undefined
  }
  return undefined
}

/** The URL of the PDS that hosts an account. */
export function pdsOf(document: DidDocument): string | undefined {
  return serviceOf(document, PDS, PDS_TYPE)
}

/** Ids are relative to the document, or absolute. */
function isNamed(document: DidDocument, id: string, fragment: string): boolean {
  return id === `#${fragment}` || id === `${document.id}#${fragment}`
}

function keyIn(document: DidDocument, method: VerificationMethod): PublicKey | undefined {
  const { type, controller, publicKeyMultibase } = method
  if (publicKeyMultibase === undefined || (controller !== undefined && controller !== document.id))
    return undefined
  const read = Object.hasOwn(KEY_READERS, type) ? KEY_READERS[type] : undefined
  try {
    return read?.(publicKeyMultibase)
  } catch (error) {
    if (error instanceof InvalidKey) return undefined
    throw error
  }
}

function isEndpoint(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > ENDPOINT_LENGTH_MAX || !/^https?:\/\//.test(value))
    return false
  if (!URL.canParse(value)) return false
  const { username, password } = new URL(value)
  return username === '' && password === ''
}
