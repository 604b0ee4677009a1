import { InvalidScimRequest } from '../scim.errors.js'

/** One change, in the form of the specification. */
export interface PatchOperation {
  readonly op: 'add' | 'remove' | 'replace'
  /** absent: the value says which attributes are meant */
  readonly path?: string | undefined
  readonly value?: unknown
}

/** More changes in one request are a mistake. */
const OPERATIONS_MAX = 1_000
/** As filters have, of which a path may hold one; what reads longer ones takes its time. */
const PATH_LENGTH_MAX = 1_000

const CORE = /^urn:ietf:params:scim:schemas:core:2\.0:(?:User|Group):/i
const TEXT_BOOLEAN = /^(?:true|false)$/i
/** `roles[primary eq "True"]` */
const TEXT_BOOLEAN_IN_PATH = /\b(eq|ne)\s+"(true|false)"/gi

/** Attributes that are true or false, by the last part of their path. */
const BOOLEANS: ReadonlySet<string> = new Set(['active', 'primary'])

/** Attributes that have several values; all others have one. */
const LISTS: ReadonlySet<string> = new Set([
  'emails',
  'phonenumbers',
  'ims',
  'photos',
  'addresses',
  'groups',
  'entitlements',
  'roles',
  'x509certificates',
  'members',
])

/** What clients send along that is not theirs to change. */
const READ_ONLY: ReadonlySet<string> = new Set(['id', 'meta', 'schemas'])

/**
 * The changes of a request as the specification would have them, whoever sends them: directories write `Replace` and
 * `"False"`, leave paths out, name attributes with their schema, and wrap single values into lists.
 * @throws {InvalidScimRequest}
 */
export function patchOperations(body: unknown): PatchOperation[] {
  const { Operations, operations } = (body ?? {}) as Record<string, unknown>
  const list = Operations ?? operations
  if (!Array.isArray(list) || list.length === 0)
    throw new InvalidScimRequest('invalidSyntax', 'Operations must be a list of at least one')
  if (list.length > OPERATIONS_MAX) throw new InvalidScimRequest('tooMany', 'too many Operations', 'tooLarge')
  return list.flatMap((one) => normalized(one))
}

function normalized(given: unknown): PatchOperation[] {
  if (!isObject(given)) throw new InvalidScimRequest('invalidSyntax', 'an operation must be an object')
  const op = opOf(given.op)
  const path = pathOf(given.path)
  if (path !== undefined) return [withValue(op, path, given.value)]
  if (op === 'remove') throw new InvalidScimRequest('noTarget', 'remove needs a path')
  if (!isObject(given.value))
    throw new InvalidScimRequest('invalidValue', 'without a path, the value must be an object')
  return Object.entries(flat(given.value)).map(([key, value]) => withValue(op, pathOf(key)!, value))
}

function opOf(given: unknown): PatchOperation['op'] {
  const op = typeof given === 'string' ? given.toLowerCase() : ''
  if (op === 'add' || op === 'remove' || op === 'replace') return op
  throw new InvalidScimRequest('invalidSyntax', 'op must be add, remove or replace')
}

function pathOf(given: unknown): string | undefined {
  if (given === undefined || given === null || given === '') return undefined
  if (typeof given !== 'string' || given.length > PATH_LENGTH_MAX)
    throw new InvalidScimRequest('invalidPath', `path must be a text of up to ${PATH_LENGTH_MAX} characters`)
  return given
    .trim()
    .replace(CORE, '')
    .replace(
      TEXT_BOOLEAN_IN_PATH,
      (_all, operator: string, value: string) => `${operator} ${value.toLowerCase()}`,
    )
}

/** Attributes of an object that is named by its schema stand for themselves. */
function flat(value: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(value).flatMap(([key, one]): [string, unknown][] => {
    if (READ_ONLY.has(key.toLowerCase())) return []
    if (!key.toLowerCase().startsWith('urn:') || !isObject(one)) return [[key, one]]
    return Object.entries(one).map(([name, part]) => [`${key}:${name}`, part])
  })
  return Object.fromEntries(entries)
}

function withValue(op: PatchOperation['op'], path: string, value: unknown): PatchOperation {
  const plain = plainValue(path, value)
  if (op === 'remove') return { op, path, ...(plain !== undefined && plain !== null && { value: plain }) }
  // Nothing is what an attribute has that is taken away.
  if (plain === null) return { op: 'remove', path }
  if (plain === undefined) throw new InvalidScimRequest('invalidValue', `${op} needs a value`)
  return { op, path, value: plain }
}

function plainValue(path: string, value: unknown): unknown {
  const single = isSingle(path) ? unwrapped(value) : value
  return booleansIn(lastOf(path), single)
}

/** `emails[type eq "work"].value` has one, and so has every attribute that is no list. */
function isSingle(path: string): boolean {
  return !LISTS.has(lastOf(path)) && !path.endsWith(']')
}

/** The last part of a path, in lower case: of `name.givenName`, `givenname`. */
function lastOf(path: string): string {
  const name = path.replace(/\[[^\]]*\]/g, '')
  return name.slice(Math.max(name.lastIndexOf('.'), name.lastIndexOf(':')) + 1).toLowerCase()
}

function unwrapped(value: unknown): unknown {
  if (!Array.isArray(value) || value.length !== 1) return value
  const [only] = value as unknown[]
  return isObject(only) && 'value' in only ? only.value : only
}

/** Texts that stand for true and false, wherever those belong. */
function booleansIn(name: string, value: unknown): unknown {
  if (typeof value === 'string' && BOOLEANS.has(name) && TEXT_BOOLEAN.test(value))
    return value.toLowerCase() === 'true'
  if (Array.isArray(value)) return value.map((one) => booleansIn(name, one))
  if (!isObject(value)) return name === 'manager' && typeof value === 'string' ? { value } : value
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, booleansIn(key.toLowerCase(), one)]),
  )
}

/** A whole resource as the specification would have it. @throws {InvalidScimRequest} */
export function wholeResource(body: unknown): Record<string, unknown> {
  if (!isObject(body)) throw new InvalidScimRequest('invalidSyntax', 'the body must be a resource')
  return booleansIn('', withoutNothing(body)) as Record<string, unknown>
}

function withoutNothing(body: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
