import { Injectable } from '@nestjs/common'
import { InvalidScimRequest } from '../scim.errors.js'
import { asScimRefusal } from './as-scim-refusal.js'
import { ScimLibrary } from './scim-library.js'

/** One thing that has to be so. */
export interface FilterTerm {
  /** in lower case, with its parts: `emails.value` */
  readonly attribute: string
  readonly operator: 'eq' | 'ne' | 'co' | 'sw' | 'ew' | 'pr' | 'np' | 'gt' | 'ge' | 'lt' | 'le'
  readonly value: string | number | boolean | undefined
  readonly isNegated: boolean
}

/** Any of these, in each of which all has to be so. */
export type FilterTerms = readonly (readonly FilterTerm[])[]

const FILTER_LENGTH_MAX = 1_000
const UNFINISHED = /\b(?:and|or|not)\s*$/i
const CORE = /urn:ietf:params:scim:schemas:core:2\.0:(?:User|Group):/gi

/** Reads filters. */
@Injectable()
export class FilterReading {
  constructor(private readonly library: ScimLibrary) {}

  /** @throws {InvalidScimRequest} */
  async read(text: string): Promise<FilterTerms> {
    if (text.trim() === '' || text.length > FILTER_LENGTH_MAX)
      throw new InvalidScimRequest(
        'invalidFilter',
        `a filter has between 1 and ${FILTER_LENGTH_MAX} characters`,
      )
    // The library takes half a condition for none.
    if (UNFINISHED.test(text)) throw new InvalidScimRequest('invalidFilter', 'the filter ends in the middle')
    const { Types } = await this.library.load()
    try {
      const alternatives = new Types.Filter(text.replace(CORE, '')) as unknown as Record<string, unknown>[]
      return [...alternatives].map((all) => termsOf(all, ''))
    } catch (error) {
      throw asScimRefusal(error, 'invalidFilter')
    }
  }
}

function termsOf(all: Record<string, unknown>, prefix: string): FilterTerm[] {
  return Object.entries(all).flatMap(([name, said]) => {
    const attribute = `${prefix}${name.toLowerCase()}`
    if (!Array.isArray(said)) return termsOf(said as Record<string, unknown>, `${attribute}.`)
    // Several of one attribute are lists in a list.
    const each = (Array.isArray(said[0]) ? said : [said]) as unknown[][]
    return each.map((one) => termOf(attribute, one))
  })
}

const OPERATORS: ReadonlySet<unknown> = new Set([
  'eq',
  'ne',
  'co',
  'sw',
  'ew',
  'pr',
  'np',
  'gt',
  'ge',
  'lt',
  'le',
])

function termOf(attribute: string, said: readonly unknown[]): FilterTerm {
  const isNegated = said[0] === 'not'
  const [operator, value] = isNegated ? said.slice(1) : said
  const name = typeof operator === 'string' ? operator.toLowerCase() : operator
  const isComplete = name === 'pr' || name === 'np' || value !== undefined
  if (!OPERATORS.has(name) || !isComplete)
    throw new InvalidScimRequest('invalidFilter', `the filter of ${attribute} is not complete`)
  return { attribute, operator: name as FilterTerm['operator'], value: plain(value), isNegated }
}

function plain(value: unknown): FilterTerm['value'] {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : undefined
}
