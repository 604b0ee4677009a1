import { isNsid } from '@guildhall/syntax'
import { scalarChecks } from './check-scalars.js'
import {
  checkRange,
  fail,
  namedChildren,
  type Node,
  optionalBoolean,
  optionalCount,
  optionalString,
  optionalStrings,
  requiredChild,
  requiredString,
} from './node.js'

/** Schemas within schemas of one definition; deeper ones are written as references. */
const SCHEMA_DEPTH_MAX = 32

/** Types a name may stand for (besides the primary ones). */
const NAMED_TYPES = new Set([
  'array',
  'blob',
  'boolean',
  'bytes',
  'cid-link',
  'integer',
  'object',
  'string',
  'token',
])
/** Types the place of a value may have. */
const PLACE_TYPES = new Set([
  ...[...NAMED_TYPES].filter((type) => type !== 'token'),
  'ref',
  'union',
  'unknown',
])
const BODY_TYPES = new Set(['object', 'ref', 'union'])
const PARAM_TYPES = new Set(['boolean', 'integer', 'string'])
const PARAM_OR_ARRAY_TYPES = new Set([...PARAM_TYPES, 'array'])

const DEFINITION_NAME = /^[a-zA-Z][\w-]*$/

/** Checks a definition that is not of a primary type. @throws InvalidLexicon */
export function checkNamedSchema(node: Node): void {
  checkSchema(node, NAMED_TYPES, PLACE_TYPES, 0)
}

/** Checks the schema of a JSON body. @throws InvalidLexicon */
export function checkBodySchema(node: Node): void {
  checkSchema(node, BODY_TYPES, PLACE_TYPES, 0)
}

/** Checks a schema that has to be of one type. @throws InvalidLexicon */
export function checkSchemaOf(type: 'object' | 'union', node: Node): void {
  checkSchema(node, new Set([type]), PLACE_TYPES, 0)
}

/** Checks the query parameters of a method. @throws InvalidLexicon */
export function checkParams(node: Node): void {
  if (requiredString(node, 'type') !== 'params') fail(node.path, 'must be of type `params`')
  const properties = namedChildren(node, 'properties')
  for (const [, property] of properties) checkSchema(property, PARAM_OR_ARRAY_TYPES, PARAM_TYPES, 0)
  checkRequired(node, properties)
}

/** @returns the name, if a definition may have it. @throws InvalidLexicon */
export function checkDefinitionName(name: string, path: string): string {
  return DEFINITION_NAME.test(name) ? name : fail(path, 'not a name for a definition')
}

function checkSchema(
  node: Node,
  types: ReadonlySet<string>,
  innerTypes: ReadonlySet<string>,
  depth: number,
): void {
  if (depth > SCHEMA_DEPTH_MAX) fail(node.path, 'nested too deeply')
  const type = requiredString(node, 'type')
  if (!types.has(type)) fail(node.path, `must not be of type ${JSON.stringify(type)}`)
  optionalString(node, 'description')
  const scalar = scalarChecks[type]
  if (scalar) scalar(node)
  else if (type === 'object') checkObject(node, innerTypes, depth)
  else if (type === 'array') checkArray(node, innerTypes, depth)
  else if (type === 'ref') checkRef(requiredString(node, 'ref'), `${node.path}/ref`)
  else checkUnion(node)
}

function checkObject(node: Node, innerTypes: ReadonlySet<string>, depth: number): void {
  const properties = namedChildren(node, 'properties')
  for (const [, property] of properties) checkSchema(property, innerTypes, innerTypes, depth + 1)
  checkRequired(node, properties)
  optionalStrings(node, 'nullable')
}

function checkRequired(node: Node, properties: ReadonlyArray<[string, Node]>): void {
  const names = new Set(properties.map(([name]) => name))
  for (const name of optionalStrings(node, 'required') ?? []) {
    if (!names.has(name)) fail(`${node.path}/required`, `no property ${name}`)
  }
}

function checkArray(node: Node, innerTypes: ReadonlySet<string>, depth: number): void {
  checkRange(node, optionalCount(node, 'minLength'), optionalCount(node, 'maxLength'))
  checkSchema(requiredChild(node, 'items'), innerTypes, innerTypes, depth + 1)
}

function checkUnion(node: Node): void {
  const refs = optionalStrings(node, 'refs') ?? fail(node.path, 'must have `refs`')
  refs.forEach((ref, index) => checkRef(ref, `${node.path}/refs/${index}`))
  if (optionalBoolean(node, 'closed') && refs.length === 0) fail(node.path, 'a closed union needs `refs`')
}

function checkRef(ref: string, path: string): void {
  const [nsid, name, ...rest] = ref.split('#')
  if (rest.length > 0 || (name === undefined && nsid === '')) fail(path, 'not a reference')
  if (nsid !== '' && !isNsid(nsid ?? '')) fail(path, 'does not start with an NSID')
  if (name !== undefined) checkDefinitionName(name, path)
}
