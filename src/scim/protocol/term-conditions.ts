import { InvalidScimRequest } from '../scim.errors.js'
import type { FilterTerm, FilterTerms } from './filter-reading.js'

/** How an attribute is compared: in whatever case, exactly, or as true or false. */
export type AttributeKind = 'text' | 'exact' | 'flag'

/** An attribute that can be filtered by: how, and what it is in SQL; `$` stands for the value. */
export interface FilterableAttribute {
  readonly kind: AttributeKind
  /** an expression, or a condition in which `$` is the place of a comparison such as `= lower($2)` */
  readonly sql: string
}

/**
 * A filter in SQL.
 * @param attributes those that can be filtered by, in lower case
 * @param param takes a value, gives its place in the statement
 * @throws {InvalidScimRequest} for attributes and operators that are not among them
 */
export function conditionOf(
  filter: FilterTerms,
  attributes: Readonly<Record<string, FilterableAttribute>>,
  param: (value: unknown) => string,
): string {
  const alternatives = filter.map((all) =>
    all.map((term) => conditionOfTerm(term, attributes, param)).join(' AND '),
  )
  return `(${alternatives.map((one) => `(${one})`).join(' OR ')})`
}

function conditionOfTerm(
  term: FilterTerm,
  attributes: Readonly<Record<string, FilterableAttribute>>,
  param: (value: unknown) => string,
): string {
  const known = Object.hasOwn(attributes, term.attribute) ? attributes[term.attribute] : undefined
  if (!known) throw new InvalidScimRequest('invalidFilter', `cannot filter by ${term.attribute}`)
  const condition = known.sql.replace('$', comparison(known.kind, term, param))
  return term.isNegated ? `NOT coalesce(${condition}, false)` : condition
}

function comparison(kind: AttributeKind, term: FilterTerm, param: (value: unknown) => string): string {
  const { attribute, operator } = term
  const value = valueOf(kind, term)
  const place =
    kind === 'text'
      ? `lower(${param(value)}::text)`
      : `${param(value)}::${kind === 'flag' ? 'boolean' : 'text'}`
  switch (operator) {
    case 'eq':
      return `= ${place}`
    case 'ne':
      return `IS DISTINCT FROM ${place}`
    case 'sw':
      if (kind !== 'flag') return `^@ ${place}`
      break
    default:
  }
  throw new InvalidScimRequest('invalidFilter', `cannot compare ${attribute} by ${operator}`)
}

function valueOf(kind: AttributeKind, { attribute, value }: FilterTerm): string | boolean {
  if (kind !== 'flag') {
    // PostgreSQL has no texts with a NUL, so that nobody is called that.
    if (typeof value === 'string' && !value.includes('\0')) return value
  } else if (typeof value === 'boolean') return value
  else if (typeof value === 'string' && /^(?:true|false)$/i.test(value)) return value.toLowerCase() === 'true'
  throw new InvalidScimRequest('invalidFilter', `${attribute} is compared with something else`)
}
