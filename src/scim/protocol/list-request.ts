import { InvalidScimRequest } from '../scim.errors.js'

/** Resources of one answer, at most. */
export const COUNT_MAX = 200
const COUNT = 100

/** Which part of a list is wanted. */
export interface ListPlace {
  /** how many come before */
  readonly offset: number
  readonly limit: number
}

/** A part of a list. */
export interface ListedPart<T> {
  readonly total: number
  readonly part: readonly T[]
}

/** What is asked of a list. */
export interface ListRequest extends ListPlace {
  readonly filter: string | undefined
}

/** Query parameters of a list; numbers out of range are brought back into it. @throws {InvalidScimRequest} */
export function listRequest(query: Readonly<Record<string, unknown>>): ListRequest {
  const start = numberIn(query, 'startIndex') ?? 1
  const count = numberIn(query, 'count') ?? COUNT
  return {
    offset: Math.max(start, 1) - 1,
    limit: Math.min(Math.max(count, 0), COUNT_MAX),
    filter: textIn(query, 'filter'),
  }
}

/** Which attributes an answer has; all that are usual where neither is said. */
export interface AttributeChoice {
  readonly attributes?: string | undefined
  readonly excludedAttributes?: string | undefined
}

/** Query parameters that say which attributes are wanted. @throws {InvalidScimRequest} */
export function attributeChoice(query: Readonly<Record<string, unknown>>): AttributeChoice {
  return {
    attributes: textIn(query, 'attributes'),
    excludedAttributes: textIn(query, 'excludedAttributes'),
  }
}

/** Whether an answer has an attribute that is costly to look up. */
export function isWanted(name: string, { attributes, excludedAttributes }: AttributeChoice): boolean {
  const isIn = (list: string) => list.split(',').some((one) => one.trim().split(/[.:]/).includes(name))
  if (attributes !== undefined) return isIn(attributes)
  return excludedAttributes === undefined || !isIn(excludedAttributes)
}

/** The answer of a list. */
export function listResponse({ total, part }: ListedPart<unknown>, { offset }: ListPlace) {
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults: total,
    startIndex: offset + 1,
    itemsPerPage: part.length,
    Resources: part,
  }
}

function textIn(query: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = query[name]
  if (value === undefined || value === '') return undefined
  if (typeof value === 'string') return value
  throw new InvalidScimRequest('invalidValue', `${name} may be said once`)
}

const INT4_MAX = 2_147_483_647

function numberIn(query: Readonly<Record<string, unknown>>, name: string): number | undefined {
  const text = textIn(query, name)
  if (text === undefined) return undefined
  if (!/^-?\d{1,15}$/.test(text))
    throw new InvalidScimRequest('invalidValue', `${name} must be a whole number`)
  return Math.min(Number(text), INT4_MAX)
}
