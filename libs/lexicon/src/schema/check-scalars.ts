import { isStringFormatName } from '@guildhall/syntax'
import {
  checkRange,
  fail,
  type Node,
  optionalBoolean,
  optionalCount,
  optionalInteger,
  optionalIntegers,
  optionalString,
  optionalStrings,
} from './node.js'

/** A whole MIME type, or a type with any subtype, or any type at all. */
const MIME_PATTERN = /^(?:\*\/\*|[a-z0-9!#$&^_.+-]+\/(?:\*|[a-z0-9!#$&^_.+-]+))$/i

/** Checks the fields of a schema that has no schemas inside. Each throws InvalidLexicon. */
export const scalarChecks: Readonly<Record<string, (node: Node) => void>> = {
  boolean(node) {
    optionalBoolean(node, 'default')
    optionalBoolean(node, 'const')
  },
  integer(node) {
    const minimum = optionalInteger(node, 'minimum')
    const maximum = optionalInteger(node, 'maximum')
    checkRange(node, minimum, maximum)
    checkChoice(node, optionalIntegers(node, 'enum'), [
      optionalInteger(node, 'default'),
      optionalInteger(node, 'const'),
    ])
  },
  string(node) {
    checkRange(node, optionalCount(node, 'minLength'), optionalCount(node, 'maxLength'))
    checkRange(node, optionalCount(node, 'minGraphemes'), optionalCount(node, 'maxGraphemes'))
    optionalStrings(node, 'knownValues')
    const format = optionalString(node, 'format')
    if (format !== undefined && !isStringFormatName(format))
      fail(`${node.path}/format`, `unknown format ${format}`)
    const standard = optionalString(node, 'default')
    const constant = optionalString(node, 'const')
    if (standard !== undefined && constant !== undefined)
      fail(node.path, '`const` and `default` exclude each other')
    checkChoice(node, optionalStrings(node, 'enum'), [standard, constant])
  },
  bytes(node) {
    checkRange(node, optionalCount(node, 'minLength'), optionalCount(node, 'maxLength'))
  },
  blob(node) {
    optionalCount(node, 'maxSize')
    for (const pattern of optionalStrings(node, 'accept') ?? []) {
      if (!MIME_PATTERN.test(pattern)) fail(`${node.path}/accept`, `not a MIME type: ${pattern}`)
    }
  },
  'cid-link'() {},
  unknown() {},
  token() {},
}

/** An enumeration must not be empty, and a default or constant must be one of it. */
function checkChoice<T>(
  node: Node,
  choice: readonly T[] | undefined,
  values: ReadonlyArray<T | undefined>,
): void {
  if (choice === undefined) return
  if (choice.length === 0) fail(`${node.path}/enum`, 'must not be empty')
  for (const value of values) {
    if (value !== undefined && !choice.includes(value)) fail(node.path, `${String(value)} is not in \`enum\``)
  }
}
