import type { ParamArraySchema, ParamSchema, ParamsSchema } from '../schema/lexicon-doc.js'
import { type Check, failureAt, resultOf, type ValidationResult, within } from './check.js'
import { arrayCheck } from './container-checks.js'
import { booleanCheck, integerCheck } from './scalar-checks.js'
import { stringCheck } from './string-check.js'

type ParamScalar = string | number | boolean

/** The value of a query parameter: coerced to the type its lexicon gives it. */
export type ParamValue = ParamScalar | ParamScalar[]

/** Query parameters by name. */
export type Params = Record<string, ParamValue>

/** Pairs of names and values; a name may occur more than once. */
export type SearchParams = Iterable<readonly [name: string, value: string]>

const DECIMAL = /^-?\d+$/

interface Param {
  readonly name: string
  readonly required: boolean
  readonly many: boolean
  readonly standard: ParamScalar | undefined
  readonly coerce: (text: string) => ParamScalar
  readonly check: Check
}

/**
 * Compiles the query parameters of a method. The compiled function reads them with these rules: an empty value counts
 * as absent; a parameter of an array type takes every value given, any other takes one; integers are decimal, booleans
 * `true` or `false`; defaults are filled in; parameters the lexicon does not know are kept as text.
 */
export function compileParams(
  schema: ParamsSchema | undefined,
): (search: SearchParams) => ValidationResult<Params> {
  const params = Object.entries(schema?.properties ?? {}).map(([name, property]) =>
    compileParam(name, property, schema?.required?.includes(name) === true),
  )
  return (search) => {
    const given = group(search)
    if (given.has('__proto__'))
      return { ok: false, path: '/__proto__', message: 'is not a name for a parameter' }
    const result: Params = {}
    for (const param of params) {
      const texts = given.get(param.name)
      given.delete(param.name)
      const found = read(param, texts, result)
      if (found !== undefined) return resultOf(result, found)
    }
    for (const [name, texts] of given) result[name] = texts.length === 1 ? (texts[0] as string) : texts
    return { ok: true, value: result }
  }
}

function group(search: SearchParams): Map<string, string[]> {
  const given = new Map<string, string[]>()
  for (const [name, text] of search) {
    if (text === '') continue
    const texts = given.get(name)
    if (texts) texts.push(text)
    else given.set(name, [text])
  }
  return given
}

function read(
  { name, required, many, standard, coerce, check }: Param,
  texts: string[] | undefined,
  result: Params,
) {
  if (texts === undefined) {
    if (standard !== undefined) result[name] = standard
    else if (required) return failureAt(name, 'is required')
    return undefined
  }
  if (!many && texts.length > 1) return failureAt(name, 'must be given once')
  const value = many ? texts.map(coerce) : coerce(texts[0] as string)
  const found = check(value)
  if (found !== undefined) return within(name, found)
  result[name] = value
  return undefined
}

function compileParam(name: string, schema: ParamSchema | ParamArraySchema, required: boolean): Param {
  if (schema.type === 'array') {
    const check = arrayCheck(scalarCheck(schema.items), schema)
    return { name, required, many: true, standard: undefined, coerce: COERCIONS[schema.items.type], check }
  }
  const check = scalarCheck(schema)
  return { name, required, many: false, standard: schema.default, coerce: COERCIONS[schema.type], check }
}

function scalarCheck(schema: ParamSchema): Check {
  if (schema.type === 'boolean') return booleanCheck(schema)
  return schema.type === 'integer' ? integerCheck(schema) : stringCheck(schema)
}

/** Text that is not of the type stays text, which the check of the type then refuses. */
const COERCIONS: Readonly<Record<ParamSchema['type'], (text: string) => ParamScalar>> = {
  string: (text) => text,
  integer: (text) => (DECIMAL.test(text) ? Number(text) : text),
  boolean: (text) => (text === 'true' ? true : text === 'false' ? false : text),
}
