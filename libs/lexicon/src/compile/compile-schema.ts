import { InvalidLexicon } from '../schema/invalid-lexicon.js'
import type { Definition, ObjectSchema, Schema, UnionSchema } from '../schema/lexicon-doc.js'
import { type Check, failure } from './check.js'
import { arrayCheck, objectCheck, recordCheck, unionCheck } from './container-checks.js'
import { absoluteRef, lazy, typeName } from './references.js'
import {
  blobCheck,
  booleanCheck,
  bytesCheck,
  cidLinkCheck,
  integerCheck,
  unknownCheck,
} from './scalar-checks.js'
import { stringCheck } from './string-check.js'

/**
 * Finds the checks of other definitions, by absolute reference. Asked when a value first leads there, so that cyclic
 * definitions compile and a document costs nothing before it is needed.
 */
export interface Linker {
  /** @throws MissingLexicon, InvalidLexicon */
  check(ref: string): Check
  /** The same for a variant of a union, which has to be an object or a record. */
  variant(ref: string): Check
}

/**
 * Compiles the schema of a value.
 * @param home NSID of the document the schema is in
 */
export function compileSchema(schema: Schema, home: string, linker: Linker): Check {
  switch (schema.type) {
    case 'boolean':
      return booleanCheck(schema)
    case 'integer':
      return integerCheck(schema)
    case 'string':
      return stringCheck(schema)
    case 'bytes':
      return bytesCheck(schema)
    case 'cid-link':
      return cidLinkCheck
    case 'blob':
      return blobCheck(schema)
    case 'unknown':
      return unknownCheck
    case 'array':
      return arrayCheck(compileSchema(schema.items, home, linker), schema)
    case 'object':
      return compileObject(schema, home, linker)
    case 'ref':
      return compileRef(absoluteRef(schema.ref, home), linker)
    case 'union':
      return compileUnion(schema, home, linker)
  }
}

/**
 * Compiles a definition that others refer to.
 * @param ref its own absolute reference
 * @throws InvalidLexicon if values cannot be of this definition: a method, a permission set
 */
export function compileDefinition(definition: Definition, ref: string, linker: Linker): Check {
  const home = ref.slice(0, ref.indexOf('#'))
  switch (definition.type) {
    case 'record':
      return recordCheck(home, compileObject(definition.record, home, linker))
    case 'token':
      return tokenCheck(typeName(ref))
    case 'query':
    case 'procedure':
    case 'subscription':
    case 'permission-set':
      throw new InvalidLexicon('', `${ref} is a ${definition.type}, not a type of values`)
    default:
      return compileSchema(definition, home, linker)
  }
}

function compileObject(schema: ObjectSchema, home: string, linker: Linker): Check {
  const required = new Set(schema.required)
  const nullable = new Set(schema.nullable)
  return objectCheck(
    Object.entries(schema.properties).map(([name, property]) => ({
      name,
      required: required.has(name),
      nullable: nullable.has(name),
      check: compileSchema(property, home, linker),
    })),
  )
}

function compileRef(ref: string, linker: Linker): Check {
  const target = lazy(() => linker.check(ref))
  return (value) => target()(value)
}

function compileUnion({ refs, closed }: UnionSchema, home: string, linker: Linker): Check {
  const absolute = refs.map((ref) => absoluteRef(ref, home))
  return unionCheck(new Map(absolute.map((ref) => [ref, lazy(() => linker.variant(ref))])), closed === true)
}

/** A token has no data of its own; where a reference leads to one, its name stands for it. */
function tokenCheck(name: string): Check {
  return (value) => (value === name ? undefined : failure(`must be ${name}`))
}
