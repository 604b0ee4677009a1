// The nested constants (`com.atproto.repo.createRecord`) and the documents themselves.
import { docLine, HEADER, propertyName, quote } from './text.mjs'

/**
 * What the NSIDs of this product's own methods begin with. Names below `alt` are never looked up in the DNS (RFC 9476), so
 * that nobody else can publish under them. To choose another: change this, and move the documents.
 */
export const OWN_PREFIX = 'alt.guildhall'

/** First segments of the NSIDs; each becomes an exported constant. */
export const NAMESPACES = [OWN_PREFIX.split('.')[0], 'app', 'chat', 'com']

const INTERFACES = {
  query: 'Query',
  procedure: 'Procedure',
  subscription: 'Subscription',
  record: 'RecordType',
}

/** The file of one namespace. */
export function emitConstants(namespace, types) {
  const tree = {}
  const groups = new Set()
  const names = new Set()
  for (const document of types.documents()) {
    const main = document.defs.main
    const kind = INTERFACES[main?.type]
    if (!kind || document.id.split('.')[0] !== namespace) continue
    names.add(kind)
    const group = document.id.slice(0, document.id.lastIndexOf('.'))
    const refer = (name) => {
      groups.add(group)
      return `${types.alias(group)}.${name}`
    }
    const helper = (name) => {
      names.add(name)
      return name
    }
    const type = `${kind}<${typeArguments(document, types, refer, helper).join(', ')}>`
    plant(tree, document.id.split('.').slice(1), {
      nsid: document.id,
      kind: main.type,
      type,
      about: main.description,
    })
  }
  const imports = [...groups]
    .sort()
    .map((group) => `import type * as ${types.alias(group)} from './types/${group}.js'\n`)
  const methods = `import type { ${[...names].sort().join(', ')} } from '../methods/method.js'\n`
  return `${HEADER}${methods}${imports.join('')}\nexport const ${namespace} = ${emitTree(tree, '')}\n`
}

function typeArguments(document, types, refer, helper) {
  const main = document.defs.main
  if (main.type === 'record') return [refer(types.typeOf(`${document.id}#main`, 'lex').name)]
  const part = (name) => refer(types.partName(document.id, name))
  const params = Object.keys(main.parameters?.properties ?? {}).length > 0 ? part('Params') : helper('Empty')
  const errors = main.errors?.length ? part('Errors') : 'never'
  if (main.type === 'subscription') return [params, part('Message'), errors]
  const output = bodyType(
    main.output,
    () => part('Output'),
    { none: 'void', json: 'JsonUnknown', other: 'BinaryBody' },
    helper,
  )
  if (main.type === 'query') return [params, output, errors]
  const input = bodyType(
    main.input,
    () => part('Input'),
    { none: 'undefined', json: 'JsonInput', other: 'BinaryInput' },
    helper,
  )
  return [params, input, output, errors]
}

function bodyType(body, named, { none, json, other }, helper) {
  if (!body) return none
  if (body.schema) return named()
  return helper(body.encoding === 'application/json' ? json : other)
}

function plant(tree, path, leaf) {
  const [name, ...rest] = path
  if (rest.length === 0) {
    if (tree[name]) throw new Error(`${leaf.nsid} is also a prefix of other NSIDs`)
    tree[name] = leaf
    return
  }
  tree[name] ??= {}
  if (tree[name].nsid) throw new Error(`${tree[name].nsid} is also a prefix of other NSIDs`)
  plant(tree[name], rest, leaf)
}

function emitTree(tree, indent) {
  const inner = `${indent}  `
  const entries = Object.entries(tree).map(([name, node]) => {
    if (!node.nsid) return `${inner}${propertyName(name)}: ${emitTree(node, inner)},\n`
    const value = `{ kind: ${quote(node.kind)}, nsid: ${quote(node.nsid)} } as ${node.type}`
    const line = `${inner}${propertyName(name)}: ${value},`
    const broken = `${inner}${propertyName(name)}: {\n${inner}  kind: ${quote(node.kind)},\n${inner}  nsid: ${quote(node.nsid)},\n${inner}} as ${node.type},`
    return `${docLine(node.about, inner)}${line.length > 110 ? broken : line}\n`
  })
  return `{\n${entries.join('')}${indent}}`
}

/** One file that exports the types of every group under its alias. */
export function emitTypeIndex(types) {
  const lines = types.groups().map((group) => `export type * as ${types.alias(group)} from './${group}.js'\n`)
  return `${HEADER}${lines.join('')}`
}

/** The documents as JSON text, so that a document costs nothing but its text until it is asked for. */
export function emitDocuments(documents) {
  const entries = documents.map(
    (document) => `  [${quote(document.id)}, ${quote(JSON.stringify(undescribed(document)))}],\n`,
  )
  return `${HEADER}
/** Lexicon documents as JSON text by NSID, without the descriptions that no validator reads. */
export const DOCUMENT_TEXTS: ReadonlyMap<string, string> = new Map([
${entries.join('')}])
`
}

function undescribed(document) {
  const { description: _, defs, ...rest } = document
  return { ...rest, defs: mapValues(defs, undescribedSchema) }
}

/** Drops the descriptions of schemas, not properties that happen to be called `description`. */
function undescribedSchema(schema) {
  const { description: _, ...rest } = schema
  for (const name of ['record', 'parameters', 'schema', 'items', 'input', 'output', 'message']) {
    if (rest[name]) rest[name] = undescribedSchema(rest[name])
  }
  if (rest.properties) rest.properties = mapValues(rest.properties, undescribedSchema)
  if (rest.errors) rest.errors = rest.errors.map(undescribedSchema)
  return rest
}

const mapValues = (object, change) =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]))
