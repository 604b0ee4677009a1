import { Buffer } from 'node:buffer'
import { CID } from 'multiformats/cid'
import { isBlobRef } from './blob-ref.js'
import { DataModelError } from './data-model-error.js'
import { bytesToJson } from './decode.js'
import { linkFromText } from './links.js'
import { DEPTH_MAX, type JsonValue, type LexMap, type LexValue } from './values.js'

/** Base 64 as RFC 4648 section 4 has it, with or without padding, no bit left over. */
const BASE_64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw](?:==)?|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=?)?$/

/**
 * A value from what `JSON.parse` made: `$link` and `$bytes` become links and byte strings, references to blobs are
 * checked for being whole. Parts in which nothing changes are not copied.
 * @throws DataModelError with the path of what is not of the data model
 */
export function jsonToLex(json: unknown): LexValue {
  return convert(json, '', 0)
}

/**
 * As {@link jsonToLex}, for what must be a map, as records are.
 * @throws DataModelError
 */
export function jsonToMap(json: unknown): LexMap {
  const value = jsonToLex(json)
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) {
    if (!(value instanceof CID) && !(value instanceof Uint8Array)) return value as LexMap
  }
  throw new DataModelError('must be an object', '')
}

function convert(json: unknown, path: string, depth: number): LexValue {
  switch (typeof json) {
    case 'string':
      if (!json.isWellFormed()) throw new DataModelError('a text that is not well-formed Unicode', path)
      return json
    case 'number':
      if (!Number.isSafeInteger(json)) {
        throw new DataModelError('a number that is not an integer within ±(2^53 - 1)', path)
      }
      return json
    case 'boolean':
      return json
    case 'object':
      if (json === null) return null
      if (depth >= DEPTH_MAX) throw new DataModelError(`nested deeper than ${DEPTH_MAX} levels`)
      return Array.isArray(json) ? convertList(json, path, depth) : convertObject(json, path, depth)
    default:
      throw new DataModelError(`a value of the type ${typeof json}`, path)
  }
}

function convertList(list: unknown[], path: string, depth: number): LexValue[] {
  let copy: LexValue[] | undefined
  for (let i = 0; i < list.length; i++) {
    const value = convert(list[i], `${path}/${i}`, depth + 1)
    if (value !== list[i]) copy ??= list.slice(0, i) as LexValue[]
    copy?.push(value)
  }
  return copy ?? (list as LexValue[])
}

function convertObject(json: object, path: string, depth: number): LexValue {
  const names = Object.keys(json)
  if (names.length === 0) return json as LexMap
  if ('$link' in json) return convertLink(json, names, path)
  if ('$bytes' in json) return convertBytes(json, names, path)
  const map = convertMap(json as Record<string, unknown>, names, path, depth)
  if ('$type' in map) checkType(map, path)
  return map
}

function convertMap(json: Record<string, unknown>, names: string[], path: string, depth: number): LexMap {
  let copy: LexMap | undefined
  for (const name of names) {
    // It would replace the prototype of whatever it is copied to.
    if (name === '__proto__') throw new DataModelError('a field with the name __proto__', path)
    if (!name.isWellFormed()) throw new DataModelError('a name that is not well-formed Unicode', path)
    const before = json[name]
    const value = convert(before, `${path}/${name}`, depth + 1)
    if (value === before) continue
    copy ??= { ...json } as LexMap
    copy[name] = value
  }
  return copy ?? (json as LexMap)
}

function convertLink(json: object, names: string[], path: string): CID {
  const { $link } = json as { $link: unknown }
  if (typeof $link !== 'string' || names.length !== 1) throw new DataModelError('a link has one field, a text', path)
  return linkFromText($link, path)
}

function convertBytes(json: object, names: string[], path: string): Uint8Array {
  const { $bytes } = json as { $bytes: unknown }
  if (typeof $bytes !== 'string' || names.length !== 1) {
    throw new DataModelError('a byte string has one field, a text', path)
  }
  if (!BASE_64.test($bytes)) throw new DataModelError('a byte string that is not in base 64', path)
  return new Uint8Array(Buffer.from($bytes, 'base64'))
}

function checkType(map: LexMap, path: string): void {
  const { $type } = map
  if (typeof $type !== 'string' || $type === '') throw new DataModelError('must be a text with characters', `${path}/$type`)
  if ($type === 'blob' && !isBlobRef(map)) {
    throw new DataModelError('a reference to a blob has ref, mimeType and size, and nothing else', path)
  }
}

/** The JSON of a value: the opposite of {@link jsonToLex}. */
export function lexToJson(value: LexValue): JsonValue {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(lexToJson)
  if (value instanceof Uint8Array) return { $bytes: bytesToJson(value) }
  if (value instanceof CID) return { $link: value.toString() }
  const json: { [name: string]: JsonValue } = {}
  for (const [name, field] of Object.entries(value)) {
    if (field !== undefined) json[name] = lexToJson(field)
  }
  return json
}
