// The TypeScript type of one lexicon schema.
import { docLine, propertyName, quote, spaced, unionOf } from './text.mjs'

/** Formats whose strings are branded once they have been validated. */
const BRANDS = {
  did: 'Did',
  handle: 'Handle',
  'at-identifier': 'AtIdentifier',
  nsid: 'Nsid',
  'record-key': 'RecordKey',
  tid: 'Tid',
  'at-uri': 'AtUri',
}

/**
 * Two flavours of every type. `lex`: what a validator let through, as values of the data model with branded strings
 * (params, input, records, messages). `json`: what a handler returns, plain JSON.
 */
const FLAVOURS = {
  lex: {
    bytes: (use) => use('Uint8Array'),
    'cid-link': (use) => use.data('CID'),
    blob: (use) => use.data('BlobRef'),
    unknown: (use) => use.data('LexMap'),
    variant: (use) => use.method('UnknownVariant'),
  },
  json: {
    bytes: (use) => use.method('JsonBytes'),
    'cid-link': (use) => use.method('JsonLink'),
    blob: (use) => use.method('JsonBlob'),
    unknown: (use) => use.method('JsonUnknown'),
    variant: (use) => use.method('JsonVariant'),
  },
}

/** Writes types; `use` records which outside names the file needs, `refer` turns a reference into a type name. */
export class TypeText {
  constructor({ use, refer }) {
    this.use = use
    this.refer = refer
  }

  /** The type of `schema`, met at `indent` inside document `home`. */
  of(schema, flavour, home, indent) {
    switch (schema.type) {
      case 'boolean':
        return schema.const === undefined ? 'boolean' : String(schema.const)
      case 'integer':
        return this.#integer(schema)
      case 'string':
        return this.#string(schema, flavour, indent)
      case 'bytes':
      case 'cid-link':
      case 'blob':
      case 'unknown':
        return FLAVOURS[flavour][schema.type](this.use)
      case 'array':
        return this.#array(schema, flavour, home, indent)
      case 'object':
        return this.object(schema, flavour, home, indent)
      case 'ref':
        return this.refer(schema.ref, flavour, home)
      case 'union':
        return this.#union(schema, flavour, home, indent)
      case 'token':
        return 'string'
      default:
        throw new Error(`no type for ${schema.type} in ${home}`)
    }
  }

  /**
   * @param defaulted whether the validator fills in defaults here, so that such properties are always present
   * @param first lines to put before the properties, e.g. a `$type`
   */
  object(schema, flavour, home, indent, { defaulted = false, first = '' } = {}) {
    const inner = `${indent}  `
    const properties = Object.entries(schema.properties ?? {})
    if (properties.length === 0 && first === '') return this.use.method('Empty')
    const lines = properties.map(([name, property]) => {
      const present = schema.required?.includes(name) || (defaulted && property.default !== undefined)
      const type = this.of(property, flavour, home, inner)
      const nullable = schema.nullable?.includes(name) ? ' | null' : ''
      const optional = present ? '' : '?'
      return `${docLine(property.description, inner)}${inner}${propertyName(name)}${optional}:${spaced(type)}${nullable}\n`
    })
    return `{\n${first && `${inner}${first}\n`}${lines.join('')}${indent}}`
  }

  #integer(schema) {
    if (schema.const !== undefined) return String(schema.const)
    return schema.enum ? schema.enum.join(' | ') : 'number'
  }

  #string(schema, flavour, indent) {
    if (schema.const !== undefined) return quote(schema.const)
    if (schema.enum) return unionOf(schema.enum.map(quote), indent)
    if (schema.knownValues) return unionOf([...schema.knownValues.map(quote), '(string & {})'], indent)
    const brand = flavour === 'lex' ? BRANDS[schema.format] : undefined
    return brand ? this.use.syntax(brand) : 'string'
  }

  #array(schema, flavour, home, indent) {
    const item = this.of(schema.items, flavour, home, indent)
    if (/^[\w.]+$/.test(item)) return `${item}[]`
    return item.startsWith('\n') ? `Array<${item}\n${indent}>` : `Array<${item}>`
  }

  #union(schema, flavour, home, indent) {
    const variants = schema.refs.map((ref) => this.refer(ref, flavour, home, { asVariant: true }))
    if (!schema.closed) variants.push(FLAVOURS[flavour].variant(this.use))
    return unionOf(variants, indent)
  }
}
