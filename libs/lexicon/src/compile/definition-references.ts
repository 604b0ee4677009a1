import type { Definition, LexiconDoc, Schema } from '../schema/lexicon-doc.js'
import { absoluteRef } from './references.js'

/**
 * What a value of a definition may lead to directly: the references (`<nsid>#<name>`) in its schema, each once. Of
 * methods and permission sets there are no values, so they have none.
 * @param doc a parsed document
 * @param name of the definition in it
 */
export function definitionReferences(doc: LexiconDoc, name: string): string[] {
  const definition = Object.hasOwn(doc.defs, name) ? doc.defs[name] : undefined
  const found = new Set<string>()
  if (definition) collect(definition, (ref) => found.add(absoluteRef(ref, doc.id)))
  return [...found]
}

function collect(schema: Definition | Schema, add: (ref: string) => void): void {
  switch (schema.type) {
    case 'record':
      return collect(schema.record, add)
    case 'object':
      for (const property of Object.values(schema.properties)) collect(property, add)
      return
    case 'array':
      return collect(schema.items, add)
    case 'ref':
      return add(schema.ref)
    case 'union':
      return schema.refs.forEach(add)
    default:
      return
  }
}
