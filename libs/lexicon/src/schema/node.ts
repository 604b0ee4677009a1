import { InvalidLexicon } from './invalid-lexicon.js'

/** An object of a document that is being checked, and where it is. */
export interface Node {
  readonly path: string
  readonly fields: Readonly<Record<string, unknown>>
}

export function fail(path: string, reason: string): never {
  throw new InvalidLexicon(path, reason)
}

/** @throws InvalidLexicon unless the value is a plain object */
export function nodeOf(value: unknown, path: string): Node {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) fail(path, 'must be an object')
  return { path, fields: value as Record<string, unknown> }
}

/** The object in a field, if the field is there. */
export function childNode(node: Node, field: string): Node | undefined {
  const value = node.fields[field]
  return value === undefined ? undefined : nodeOf(value, `${node.path}/${field}`)
}

export function requiredChild(node: Node, field: string): Node {
  return childNode(node, field) ?? fail(node.path, `must have \`${field}\``)
}

/** The objects in a field that maps names to objects. */
export function namedChildren(node: Node, field: string): Array<[name: string, child: Node]> {
  const map = requiredChild(node, field)
  return Object.keys(map.fields).map((name) => {
    if (name === '' || name === '__proto__') fail(map.path, `must not have the name ${JSON.stringify(name)}`)
    return [name, nodeOf(map.fields[name], `${map.path}/${name}`)]
  })
}

export function optionalString(node: Node, field: string): string | undefined {
  return optional(node, field, 'a string', (value) => typeof value === 'string')
}

export function requiredString(node: Node, field: string): string {
  return optionalString(node, field) ?? fail(node.path, `must have \`${field}\``)
}

export function optionalBoolean(node: Node, field: string): boolean | undefined {
  return optional(node, field, 'a boolean', (value) => typeof value === 'boolean')
}

export function optionalInteger(node: Node, field: string): number | undefined {
  return optional(node, field, 'an integer', Number.isSafeInteger)
}

/** A number of bytes, graphemes or elements. */
export function optionalCount(node: Node, field: string): number | undefined {
  return optional(
    node,
    field,
    'an integer, 0 or more',
    (value) => Number.isSafeInteger(value) && (value as number) >= 0,
  )
}

export function optionalStrings(node: Node, field: string): string[] | undefined {
  return optional(node, field, 'an array of strings', (value) =>
    isArrayOf(value, (item) => typeof item === 'string'),
  )
}

export function optionalIntegers(node: Node, field: string): number[] | undefined {
  return optional(node, field, 'an array of integers', (value) => isArrayOf(value, Number.isSafeInteger))
}

/** Refuses a lower limit above its upper limit. */
export function checkRange(node: Node, lower: number | undefined, upper: number | undefined): void {
  if (lower !== undefined && upper !== undefined && lower > upper)
    fail(node.path, `asks for at least ${lower}, at most ${upper}`)
}

function isArrayOf(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isItem)
}

function optional<T>(
  node: Node,
  field: string,
  what: string,
  isIt: (value: unknown) => boolean,
): T | undefined {
  const value = node.fields[field]
  if (value === undefined) return undefined
  if (!isIt(value)) fail(`${node.path}/${field}`, `must be ${what}`)
  return value as T
}
