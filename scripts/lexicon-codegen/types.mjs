// The types of all documents: one file per group of NSIDs (`com.atproto.repo`), types only.
import { docLine, HEADER, pascal, quote, spaced, unionOf } from './text.mjs'
import { TypeText } from './type-text.mjs'

const PRIMARY = new Set(['query', 'procedure', 'subscription', 'permission-set'])

/** `com.atproto.repo` of `com.atproto.repo.createRecord`. */
const groupOf = (nsid) => nsid.slice(0, nsid.lastIndexOf('.'))
const nameOf = (nsid) => nsid.slice(nsid.lastIndexOf('.') + 1)

export class LexiconTypes {
  #documents
  #names
  #wanted = new Set()

  constructor(documents) {
    this.#documents = new Map(documents.map((document) => [document.id, document]))
    this.#names = typeNames(documents)
    this.#findWanted()
  }

  groups() {
    return [...new Set([...this.#documents.keys()].map(groupOf))].sort()
  }

  documents() {
    return [...this.#documents.values()]
  }

  /** The alias under which a group's file is imported and exported: `ComAtprotoRepo`. */
  alias(group) {
    return pascal(group)
  }

  /** `Params`, `Input`, … of a method: `CreateRecordInput`; undefined when the method has no such part. */
  partName(nsid, part) {
    return pascal(nameOf(nsid)) + part
  }

  emitGroup(group) {
    const file = new GroupFile(this, group)
    for (const document of this.#documents.values()) {
      if (groupOf(document.id) === group) file.add(document)
    }
    return file.text()
  }

  /** The type name of a definition in one flavour, and the group it is in. */
  typeOf(ref, flavour) {
    const names = this.#names.get(ref)
    if (!names) throw new Error(`unresolved reference: ${ref}`)
    return { group: names.group, name: names[flavour] }
  }

  isWanted(ref, flavour) {
    return this.#wanted.has(`${flavour} ${ref}`)
  }

  definition(ref) {
    const [nsid, name] = ref.split('#')
    return this.#documents.get(nsid)?.defs[name]
  }

  /** Lex types are written only where params, inputs, messages or records use them; JSON types always. */
  #findWanted() {
    for (const document of this.#documents.values()) {
      for (const [name, definition] of Object.entries(document.defs)) {
        if (PRIMARY.has(definition.type)) {
          this.#wantAll([definition.parameters, definition.input, definition.message], 'lex', document.id)
          this.#wantAll([definition.output], 'json', document.id)
        } else {
          this.#want(absolute(name, document.id), definition.type === 'record' ? 'lex' : 'json')
        }
      }
    }
  }

  #wantAll(nodes, flavour, home) {
    for (const node of nodes) {
      for (const ref of refsIn(node)) this.#want(absolute(ref, home), flavour)
    }
  }

  #want(ref, flavour) {
    const definition = this.definition(ref)
    if (!definition) throw new Error(`unresolved reference: ${ref}`)
    if (definition.type === 'token' || this.isWanted(ref, flavour)) return
    this.#wanted.add(`${flavour} ${ref}`)
    this.#wantAll([definition], flavour, ref.split('#')[0])
  }
}

/** One file being written. */
class GroupFile {
  #types
  #group
  #body = []
  #imports = { syntax: new Set(), data: new Set(), method: new Set(), groups: new Set() }
  #text

  constructor(types, group) {
    this.#types = types
    this.#group = group
    const from = (kind) => (name) => {
      this.#imports[kind].add(name)
      return name
    }
    const use = Object.assign((name) => name, {
      syntax: from('syntax'),
      data: from('data'),
      method: from('method'),
    })
    this.#text = new TypeText({ use, refer: (...args) => this.#refer(...args) })
  }

  add(document) {
    for (const [name, definition] of Object.entries(document.defs)) {
      if (PRIMARY.has(definition.type)) this.#addMethod(document.id, definition)
      else for (const flavour of ['json', 'lex']) this.#addDefinition(document.id, name, definition, flavour)
    }
  }

  text() {
    const { syntax, data, method, groups } = this.#imports
    const lines = [
      importLine(data, '@guildhall/data'),
      importLine(syntax, '@guildhall/syntax'),
      importLine(method, '../../methods/method.js'),
      ...[...groups].sort().map((group) => `import type * as ${pascal(group)} from './${group}.js'\n`),
    ].join('')
    const body = this.#body.length > 0 ? this.#body.join('\n') : 'export {}\n'
    return `${HEADER}${lines}${lines && '\n'}${body}`
  }

  #addMethod(nsid, method) {
    const put = (part, text) => {
      const name = this.#types.partName(nsid, part)
      this.#body.push(`/** ${nsid} */\nexport type ${name} =${spaced(text)}\n`)
    }
    if (hasProperties(method.parameters)) {
      put('Params', this.#text.object(method.parameters, 'lex', nsid, '', { defaulted: true }))
    }
    if (method.input?.schema) put('Input', this.#bodyType(method.input.schema, 'lex', nsid))
    if (method.output?.schema) put('Output', this.#bodyType(method.output.schema, 'json', nsid))
    if (method.message?.schema) put('Message', this.#text.of(method.message.schema, 'lex', nsid, ''))
    if (method.errors?.length)
      put(
        'Errors',
        unionOf(
          method.errors.map((error) => quote(error.name)),
          '',
        ),
      )
  }

  #bodyType(schema, flavour, nsid) {
    if (schema.type !== 'object') return this.#text.of(schema, flavour, nsid, '')
    return this.#text.object(schema, flavour, nsid, '', { defaulted: flavour === 'lex' })
  }

  #addDefinition(nsid, name, definition, flavour) {
    const ref = `${nsid}#${name}`
    if (!this.#types.isWanted(ref, flavour)) return
    const { name: typeName } = this.#types.typeOf(ref, flavour)
    const type =
      definition.type === 'record'
        ? this.#text.object(definition.record, flavour, nsid, '', { first: `$type: ${quote(nsid)}` })
        : this.#text.of(definition, flavour, nsid, '')
    const about = docLine(definition.description, '') || `/** ${ref} */\n`
    this.#body.push(`${about}export type ${typeName} =${spaced(type)}\n`)
  }

  #refer(ref, flavour, home, { asVariant = false } = {}) {
    const target = absolute(ref, home)
    const definition = this.#types.definition(target)
    if (definition?.type === 'token') return 'string'
    const tag = `{ $type: ${quote(target.replace(/#main$/, ''))} }`
    if (asVariant && definition.type === 'object' && !hasProperties(definition)) return tag
    const { group, name } = this.#types.typeOf(target, flavour)
    if (group !== this.#group) this.#imports.groups.add(group)
    const typeName = group === this.#group ? name : `${pascal(group)}.${name}`
    if (!asVariant || definition.type === 'record') return typeName
    return `(${tag} & ${typeName})`
  }
}

function importLine(names, from) {
  return names.size === 0 ? '' : `import type { ${[...names].sort().join(', ')} } from '${from}'\n`
}

const hasProperties = (schema) => Object.keys(schema?.properties ?? {}).length > 0

/** `nsid#name`, whatever way the reference was written. */
function absolute(ref, home) {
  if (ref.startsWith('#')) return home + ref
  if (ref.includes('#')) return ref
  return ref.includes('.') ? `${ref}#main` : `${home}#${ref}`
}

function refsIn(node) {
  if (Array.isArray(node)) return node.flatMap(refsIn)
  if (typeof node !== 'object' || node === null) return []
  if (node.type === 'ref' && typeof node.ref === 'string') return [node.ref]
  if (node.type === 'union' && Array.isArray(node.refs)) return node.refs
  return Object.values(node).flatMap(refsIn)
}

/**
 * A type name per definition, unique in its group: `PostReplyRef` for `app.bsky.feed.post#replyRef`; definitions of a
 * `defs` document go without the prefix unless that is taken.
 */
function typeNames(documents) {
  const names = new Map()
  const taken = new Set()
  const claim = (group, name) => {
    const claims = [name, `${name}Lex`, `${name}Json`].map((claimed) => `${group} ${claimed}`)
    if (claims.some((claimed) => taken.has(claimed))) return false
    for (const claimed of claims) taken.add(claimed)
    return true
  }
  for (const document of documents) {
    for (const part of ['Params', 'Input', 'Output', 'Message', 'Errors']) {
      if (PRIMARY.has(document.defs.main?.type))
        taken.add(`${groupOf(document.id)} ${pascal(nameOf(document.id))}${part}`)
    }
  }
  const ordered = [...documents].sort(
    (a, b) => Number(isDefs(a)) - Number(isDefs(b)) || (a.id < b.id ? -1 : 1),
  )
  for (const document of ordered) {
    for (const [defName, definition] of Object.entries(document.defs)) {
      if (PRIMARY.has(definition.type) || definition.type === 'token') continue
      const group = groupOf(document.id)
      const candidates = namesFor(document, defName, definition)
      const name = candidates.find((candidate) => claim(group, candidate))
      if (!name) throw new Error(`no type name left for ${document.id}#${defName}`)
      const record = definition.type === 'record'
      names.set(`${document.id}#${defName}`, {
        group,
        json: record ? `${name}Json` : name,
        lex: record ? name : `${name}Lex`,
      })
    }
  }
  return names
}

const isDefs = (document) => document.id.endsWith('.defs')

function namesFor(document, defName, definition) {
  const prefix = pascal(nameOf(document.id))
  if (definition.type === 'record') return [`${prefix}Record`]
  if (defName === 'main') return [prefix, `${prefix}Main`]
  const full = prefix + pascal(defName)
  return isDefs(document) ? [pascal(defName), full] : [full, `${full}Def`]
}
