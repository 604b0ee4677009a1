import { isLexMap, type LexMap, type LexValue } from '@guildhall/data'
import type { ArraySchema, ObjectSchema, Schema, UnionSchema } from '../schema/lexicon-doc.js'
import { fieldOf } from './check.js'
import { absoluteRef, lazy, typeName } from './references.js'

/**
 * Puts in the defaults that are missing from a value: returns the value itself if there are none, otherwise a copy of
 * the maps and lists on the way to them. Runs before validation and leaves whatever it does not understand.
 */
export type Fill = (value: LexValue) => LexValue

/** Finds the schema behind an absolute reference; undefined for records, which keep what their author wrote. */
export type SchemaFinder = (ref: string) => Schema | undefined

/** Compiles the defaults of a body; undefined when no default can occur in it. */
export function compileDefaults(schema: Schema, home: string, find: SchemaFinder): Fill | undefined {
  switch (schema.type) {
    case 'object':
      return fillObject(schema, home, find)
    case 'array':
      return fillArray(schema, home, find)
    case 'ref':
      return fillRef(absoluteRef(schema.ref, home), find)
    case 'union':
      return fillVariant(schema, home, find)
    default:
      return undefined
  }
}

interface PropertyFill {
  readonly name: string
  readonly standard: LexValue | undefined
  readonly fill: Fill | undefined
}

function fillObject({ properties }: ObjectSchema, home: string, find: SchemaFinder): Fill | undefined {
  const fills: PropertyFill[] = Object.entries(properties)
    .map(([name, property]) => ({
      name,
      standard: 'default' in property ? property.default : undefined,
      fill: compileDefaults(property, home, find),
    }))
    .filter(({ standard, fill }) => standard !== undefined || fill !== undefined)
  if (fills.length === 0) return undefined
  return (value) => (isLexMap(value) ? filledMap(value, fills) : value)
}

function filledMap(map: LexMap, fills: readonly PropertyFill[]): LexMap {
  let filled = map
  for (const { name, standard, fill } of fills) {
    const before = fieldOf(map, name)
    const after = before === undefined ? standard : (fill?.(before) ?? before)
    if (after === before || after === undefined) continue
    if (filled === map) filled = { ...map }
    filled[name] = after
  }
  return filled
}

function fillArray({ items }: ArraySchema, home: string, find: SchemaFinder): Fill | undefined {
  const fill = compileDefaults(items, home, find)
  if (fill === undefined) return undefined
  return (value) => {
    if (!Array.isArray(value)) return value
    let filled = value
    for (let i = 0; i < value.length; i++) {
      const before = value[i] as LexValue
      const after = fill(before)
      if (after === before) continue
      if (filled === value) filled = [...value]
      filled[i] = after
    }
    return filled
  }
}

function fillVariant({ refs }: UnionSchema, home: string, find: SchemaFinder): Fill {
  const absolute = refs.map((ref) => absoluteRef(ref, home))
  const byType = new Map(absolute.map((ref) => [typeName(ref), fillRef(ref, find)]))
  return (value) => {
    const type = isLexMap(value) ? value.$type : undefined
    const fill = typeof type === 'string' ? byType.get(typeName(type)) : undefined
    return fill ? fill(value) : value
  }
}

/** Looks behind the reference at the first value only: definitions may be cyclic. */
function fillRef(ref: string, find: SchemaFinder): Fill {
  const home = ref.slice(0, ref.indexOf('#'))
  const target = lazy(() => {
    const schema = find(ref)
    return { fill: schema && compileDefaults(schema, home, find) }
  })
  return (value) => target().fill?.(value) ?? value
}
