import { createParamDecorator, type ExecutionContext } from '@nestjs/common'
import { isUUID } from 'class-validator'
import type { FastifyRequest } from 'fastify'
import { type FieldError, InvalidCursor, InvalidFields, SortNotSupported } from '../admin.errors.js'
import { type Cursor, readCursor } from './cursor.js'
import { readTime } from './time-text.js'

const SIZE_DEFAULT = 50
const SIZE_MAX = 200
const TEXT_LENGTH_MAX = 256

/** What a filter may be: one of some words, a time, a UUID, or any text. */
export type FilterKind = readonly string[] | 'time' | 'uuid' | 'text'

/** What may be asked of a list. */
export interface ListOptions {
  /** the first one is the default; `-` before it: the latest first */
  readonly sorts: readonly string[]
  readonly filters?: Readonly<Record<string, FilterKind>>
  /** what `q` is compared with, in words; absent: there is no `q` */
  readonly search?: string
}

/** What is asked of a list. */
export interface ListQuery {
  readonly size: number
  readonly sort: string
  readonly descending: boolean
  readonly filters: Readonly<Record<string, string | undefined>>
  readonly q: string | undefined
  readonly cursor: Cursor | undefined
  /** whether `cursor` is the end of what is wanted, not its beginning */
  readonly backwards: boolean
  readonly count: 'true' | 'false' | 'only'
}

/** The parameter of a handler: what is asked of its list. */
export const ListParam = createParamDecorator((options: ListOptions, context: ExecutionContext) =>
  readListQuery(context.switchToHttp().getRequest<FastifyRequest>().query as Given, options),
)

type Given = Readonly<Record<string, string | readonly string[] | undefined>>

/** @throws {InvalidFields | SortNotSupported | InvalidCursor} */
export function readListQuery(given: Given, options: ListOptions): ListQuery {
  const errors: FieldError[] = []
  const read = readerOf(given, errors)
  const sort = read('sort') ?? options.sorts[0]!
  const filters = filtersOf(read, options, errors)
  const q = options.search === undefined ? undefined : read('q')?.trim() || undefined
  const size = sizeOf(read('page[size]'), errors)
  const count = read('count') ?? 'false'
  if (!isCount(count)) errors.push({ at: 'count', message: 'must be true, false or only' })
  const [after, before] = [read('page[after]'), read('page[before]')]
  if (after !== undefined && before !== undefined)
    errors.push({ at: 'page[before]', message: 'excludes page[after]' })
  errors.push(...read.unknown())
  if (errors.length > 0) throw new InvalidFields(errors)
  if (!options.sorts.some((known) => bare(known) === bare(sort))) throw new SortNotSupported(options.sorts)
  const cursor = after ?? before
  return {
    size,
    sort: bare(sort),
    descending: sort.startsWith('-'),
    filters,
    q,
    cursor: cursor === undefined ? undefined : cursorOf(cursor, sort),
    backwards: before !== undefined,
    count: count as ListQuery['count'],
  }
}

type Reader = ((name: string) => string | undefined) & { unknown(): FieldError[] }

/** Reads parameters, each there once, and knows which nobody has asked for. */
function readerOf(given: Given, errors: FieldError[]): Reader {
  const asked = new Set<string>()
  const read = (name: string): string | undefined => {
    asked.add(name)
    const value = given[name]
    if (value === undefined || value === '') return undefined
    if (typeof value === 'string' && value.length <= TEXT_LENGTH_MAX * 4) return value
    errors.push({ at: name, message: typeof value === 'string' ? 'is too long' : 'is there twice' })
    return undefined
  }
  const unknown = () =>
    Object.keys(given)
      .filter((name) => !asked.has(name))
      .map((name) => ({ at: name.slice(0, TEXT_LENGTH_MAX), message: 'is no parameter of this list' }))
  return Object.assign(read, { unknown })
}

function filtersOf(read: Reader, { filters = {} }: ListOptions, errors: FieldError[]) {
  const entries = Object.entries(filters).map(([name, kind]) => {
    const at = `filter[${name}]`
    const value = read(at)
    const problem = value === undefined ? undefined : filterProblem(value, kind)
    if (problem !== undefined) errors.push({ at, message: problem })
    return [name, value] as const
  })
  return Object.fromEntries(entries)
}

function filterProblem(value: string, kind: FilterKind): string | undefined {
  if (kind === 'time') return readTime(value) === undefined ? 'must be a time (ISO 8601)' : undefined
  if (kind === 'uuid') return isUUID(value) ? undefined : 'must be a UUID'
  if (kind === 'text') return value.includes('\0') ? 'must not have a NUL' : undefined
  return kind.includes(value) ? undefined : `must be one of ${kind.join(', ')}`
}

function sizeOf(text: string | undefined, errors: FieldError[]): number {
  if (text === undefined) return SIZE_DEFAULT
  const size = /^\d{1,4}$/.test(text) ? Number(text) : 0
  if (size < 1 || size > SIZE_MAX)
    errors.push({ at: 'page[size]', message: `must be a number from 1 to ${SIZE_MAX}` })
  return size
}

function isCount(text: string): text is ListQuery['count'] {
  return text === 'true' || text === 'false' || text === 'only'
}

function bare(sort: string): string {
  return sort.replace(/^-/, '')
}

function cursorOf(text: string, sort: string): Cursor {
  const cursor = readCursor(text)
  if (cursor?.sort !== sort) throw new InvalidCursor()
  return cursor
}
