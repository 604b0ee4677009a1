import { isNsid, isRecordKey } from '@guildhall/syntax'
import {
  checkBodySchema,
  checkDefinitionName,
  checkNamedSchema,
  checkParams,
  checkSchemaOf,
} from './check-schema.js'
import type { LexiconDoc } from './lexicon-doc.js'
import {
  childNode,
  fail,
  namedChildren,
  type Node,
  nodeOf,
  optionalString,
  requiredChild,
  requiredString,
} from './node.js'

/** Checks a definition of a primary type, which stands under `main` only. */
const PRIMARY_CHECKS: Readonly<Record<string, (node: Node) => void>> = {
  record: checkRecord,
  query: checkMethod,
  procedure: checkMethod,
  subscription: checkMethod,
  'permission-set': checkPermissionSet,
}

const ERROR_NAME = /^\S+$/
const MEDIA_TYPE = /^[^\s/]+\/[^\s/]+$/

/**
 * Takes JSON for a lexicon document, if it is one (https://atproto.com/specs/lexicon). Fields the language does not
 * have are left alone, so that a published `com.atproto.lexicon.schema` record passes with its `$type`.
 * @returns the same object
 * @throws InvalidLexicon
 */
export function parseLexicon(json: unknown): LexiconDoc {
  const node = nodeOf(json, '')
  if (node.fields.lexicon !== 1) fail('/lexicon', 'must be 1')
  if (!isNsid(requiredString(node, 'id'))) fail('/id', 'must be an NSID')
  optionalString(node, 'description')
  const definitions = namedChildren(node, 'defs')
  if (definitions.length === 0) fail('/defs', 'must not be empty')
  for (const [name, definition] of definitions) checkDefinition(name, definition)
  return json as LexiconDoc
}

function checkDefinition(name: string, node: Node): void {
  checkDefinitionName(name, node.path)
  const type = requiredString(node, 'type')
  const checkPrimary = Object.hasOwn(PRIMARY_CHECKS, type) ? PRIMARY_CHECKS[type] : undefined
  if (!checkPrimary) {
    checkNamedSchema(node)
    return
  }
  if (name !== 'main') fail(node.path, `a definition of type ${type} must be \`main\``)
  optionalString(node, 'description')
  checkPrimary(node)
}

function checkRecord(node: Node): void {
  const key = requiredString(node, 'key')
  const literal = key.startsWith('literal:') ? key.slice('literal:'.length) : undefined
  const known = literal === undefined ? ['tid', 'nsid', 'any'].includes(key) : isRecordKey(literal)
  if (!known) fail(`${node.path}/key`, `unknown kind of record key: ${key}`)
  checkSchemaOf('object', requiredChild(node, 'record'))
}

function checkMethod(node: Node): void {
  const type = node.fields.type
  const parameters = childNode(node, 'parameters')
  if (parameters) checkParams(parameters)
  checkAbsent(
    node,
    type === 'procedure' ? ['message'] : type === 'query' ? ['input', 'message'] : ['input', 'output'],
  )
  for (const body of [childNode(node, 'input'), childNode(node, 'output')]) if (body) checkBody(body)
  if (type === 'subscription') checkSchemaOf('union', requiredChild(requiredChild(node, 'message'), 'schema'))
  checkErrors(node)
}

function checkAbsent(node: Node, fields: readonly string[]): void {
  for (const field of fields) {
    if (node.fields[field] !== undefined) fail(node.path, `a ${String(node.fields.type)} has no \`${field}\``)
  }
}

function checkBody(node: Node): void {
  optionalString(node, 'description')
  if (!MEDIA_TYPE.test(requiredString(node, 'encoding'))) fail(`${node.path}/encoding`, 'must be a MIME type')
  const schema = childNode(node, 'schema')
  if (schema) checkBodySchema(schema)
}

function checkErrors(node: Node): void {
  for (const error of children(node, 'errors')) {
    if (!ERROR_NAME.test(requiredString(error, 'name'))) fail(`${error.path}/name`, 'must be a word')
    optionalString(error, 'description')
  }
}

/** Only the shape: which permissions are understood is for the reader of scopes to judge. */
function checkPermissionSet(node: Node): void {
  for (const field of ['title', 'detail']) {
    optionalString(node, field)
    const translations = childNode(node, `${field}:lang`)
    for (const language of Object.keys(translations?.fields ?? {}))
      optionalString(translations as Node, language)
  }
  if (node.fields.permissions === undefined) fail(node.path, 'must have `permissions`')
  for (const permission of children(node, 'permissions')) {
    if (requiredString(permission, 'type') !== 'permission')
      fail(permission.path, 'must be of type `permission`')
    requiredString(permission, 'resource')
  }
}

/** The objects in a field that holds an array of objects; none if the field is not there. */
function children(node: Node, field: string): Node[] {
  const value = node.fields[field]
  if (value === undefined) return []
  if (!Array.isArray(value)) fail(`${node.path}/${field}`, 'must be an array')
  return value.map((item, index) => nodeOf(item, `${node.path}/${field}/${index}`))
}
