import { InvalidKey, parseDidKey } from '@guildhall/crypto'
import { InvalidPlcOperation } from './invalid-plc-operation.js'
import { encodePlcOperation } from './plc-encoding.js'
import {
  PLC_ALIASES_MAX,
  PLC_ALIAS_LENGTH_MAX,
  PLC_DID_KEY_LENGTH_MAX,
  PLC_INCOMING_MAX_BYTES,
  PLC_NAME_LENGTH_MAX,
  PLC_OPERATION_MAX_BYTES,
  PLC_ROTATION_KEYS_MAX,
  PLC_SERVICES_MAX,
  PLC_SERVICE_ENDPOINT_LENGTH_MAX,
  PLC_SERVICE_TYPE_LENGTH_MAX,
  PLC_VERIFICATION_METHODS_MAX,
} from './plc-limits.js'
import type { PlcLogOperation, PlcOperation, PlcTombstone } from './plc-operation.js'

type Fields = Record<string, unknown>

/** Names of the fields of what is taken in. */
const FIELDS = {
  plc_operation: ['type', 'rotationKeys', 'verificationMethods', 'alsoKnownAs', 'services', 'prev', 'sig'],
  plc_tombstone: ['type', 'prev', 'sig'],
} as const
const SERVICE_FIELDS = ['type', 'endpoint']

/** CID version 1, dag-cbor, sha-256, base32. */
const CID = /^bafyrei[a-z2-7]{52}$/
/** Of any kind of key: base58btc behind its multibase prefix. */
const ANY_DID_KEY = /^did:key:z[1-9A-HJ-NP-Za-km-z]+$/
const SHOWN_LENGTH_MAX = 100

/**
 * Reads an operation as logs have it, of today and of old. Fields that are not known are kept: they are signed and
 * hashed like the others. Says nothing about the signature.
 * @param json parsed, of any shape
 * @returns `json` itself
 * @throws InvalidPlcOperation
 */
export function parsePlcOperation(json: unknown): PlcLogOperation {
  if (!isMap(json)) throw new InvalidPlcOperation('Not a valid operation: not an object')
  switch (json.type) {
    case 'plc_operation':
      checkOperation(json)
      break
    case 'plc_tombstone':
      check(isCid(json.prev), 'prev is not a CID')
      break
    case 'create':
      checkCreate(json)
      break
    default:
      throw new InvalidPlcOperation('Not a valid operation: unknown type')
  }
  check(typeof json.sig === 'string', 'sig is missing')
  checkSize(json, PLC_OPERATION_MAX_BYTES)
  return json as unknown as PlcLogOperation
}

/**
 * Reads an operation that is to be added to a log, within the limits of today. The old form is not taken any more.
 * @param json parsed, of any shape
 * @returns `json` itself
 * @throws InvalidPlcOperation
 */
export function parseIncomingPlcOperation(json: unknown): PlcOperation | PlcTombstone {
  const operation = parsePlcOperation(json)
  check(operation.type !== 'create', 'the type "create" is not in use any more')
  checkSize(operation, PLC_INCOMING_MAX_BYTES)
  checkKnown(operation, FIELDS[operation.type])
  if (operation.type === 'plc_operation') checkLimits(operation)
  return operation
}

/** Tells whether a value is a `did:key` of a kind that atproto uses: K-256 or P-256. */
export function isSupportedKey(key: unknown): boolean {
  if (typeof key !== 'string') return false
  try {
    parseDidKey(key)
    return true
  } catch (error) {
    if (error instanceof InvalidKey) return false
    throw error
  }
}

function checkOperation(json: Fields): void {
  check(json.prev === null || isCid(json.prev), 'prev is neither null nor a CID')
  check(isTexts(json.alsoKnownAs), 'alsoKnownAs is not a list of texts')
  check(isTexts(json.rotationKeys), 'rotationKeys is not a list of keys')
  for (const key of json.rotationKeys) checkRotationKey(key)
  check(isMap(json.verificationMethods), 'verificationMethods is not a map')
  for (const key of Object.values(json.verificationMethods)) {
    if (typeof key !== 'string' || !ANY_DID_KEY.test(key)) refuse('Invalid verificationMethod key', key)
  }
  check(isMap(json.services), 'services is not a map')
  check(Object.values(json.services).every(isService), 'a service needs type and endpoint')
}

function checkCreate(json: Fields): void {
  check(json.prev === null, 'prev of a first operation is not null')
  check(typeof json.handle === 'string', 'handle is missing')
  check(typeof json.service === 'string', 'service is missing')
  checkRotationKey(json.recoveryKey)
  checkRotationKey(json.signingKey)
}

function checkRotationKey(key: unknown): void {
  if (!isSupportedKey(key)) refuse('Invalid rotationKey', key)
}

function checkLimits({ rotationKeys, alsoKnownAs, services, verificationMethods }: PlcOperation): void {
  checkCount('rotationKeys', rotationKeys.length, PLC_ROTATION_KEYS_MAX)
  // Nobody could ever change such a DID again.
  check(rotationKeys.length > 0, 'at least one rotation key is needed')
  checkDistinct('rotationKeys', rotationKeys)
  checkCount('alsoKnownAs', alsoKnownAs.length, PLC_ALIASES_MAX)
  checkDistinct('alsoKnownAs', alsoKnownAs)
  for (const alias of alsoKnownAs) checkText('alsoKnownAs entry', alias, PLC_ALIAS_LENGTH_MAX)
  checkCount('services', Object.keys(services).length, PLC_SERVICES_MAX)
  for (const [name, service] of Object.entries(services)) {
    checkText('service id', name, PLC_NAME_LENGTH_MAX)
    checkText('service type', service.type, PLC_SERVICE_TYPE_LENGTH_MAX)
    checkText('service endpoint', service.endpoint, PLC_SERVICE_ENDPOINT_LENGTH_MAX)
    checkKnown(service, SERVICE_FIELDS)
  }
  checkCount('verificationMethods', Object.keys(verificationMethods).length, PLC_VERIFICATION_METHODS_MAX)
  for (const [name, key] of Object.entries(verificationMethods)) {
    checkText('verification method id', name, PLC_NAME_LENGTH_MAX)
    checkText('verification method key', key, PLC_DID_KEY_LENGTH_MAX)
  }
}

function checkSize(operation: object, bytesMax: number): void {
  if (encodePlcOperation(operation).length <= bytesMax) return
  throw new InvalidPlcOperation(`Operation too large (${bytesMax} bytes maximum in cbor encoding)`)
}

function checkKnown(map: object, fields: readonly string[]): void {
  const unknown = Object.keys(map).find((field) => !fields.includes(field))
  if (unknown !== undefined) refuse('Unknown field', unknown)
}

function checkCount(what: string, count: number, max: number): void {
  check(count <= max, `too many ${what} entries (max ${max})`)
}

function checkDistinct(what: string, texts: readonly string[]): void {
  check(new Set(texts).size === texts.length, `duplicate ${what} entry`)
}

/** Databases, PostgreSQL among them, cannot keep a NUL. */
function checkText(what: string, text: string, lengthMax: number): void {
  check(text.length <= lengthMax, `${what} too long (max ${lengthMax})`)
  check(!text.includes('\0'), `${what} contains a NUL`)
}

function check(holds: boolean, problem: string): asserts holds {
  if (!holds) throw new InvalidPlcOperation(`Not a valid operation: ${problem}`)
}

function refuse(problem: string, value: unknown): never {
  throw new InvalidPlcOperation(`${problem}: ${String(JSON.stringify(value)).slice(0, SHOWN_LENGTH_MAX)}`)
}

function isService(value: unknown): boolean {
  return isMap(value) && typeof value.type === 'string' && typeof value.endpoint === 'string'
}

function isCid(value: unknown): boolean {
  return typeof value === 'string' && CID.test(value)
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string')
}

function isMap(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
