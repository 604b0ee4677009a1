import { applyDecorators, HttpCode, type Type } from '@nestjs/common'
import { ApiExtension, ApiOperation, ApiQuery, ApiResponse } from '@nestjs/swagger'
import { GuardedRoute } from '../../http/index.js'
import type { Permission } from '../../roles/index.js'
import { limitBy, MINUTE_MS } from '../../xrpc/index.js'
import { ProblemDto } from '../api/api.dto.js'
import type { FilterKind, ListOptions } from '../api/list-query.js'
import { AdminGuard } from './admin.guard.js'
import { type RouteRules, stateRules } from './route-rules.js'

const OK = 200
const NO_CONTENT = 204

/** Requests of one address in a minute, behind which a whole office may be; {@link AdminGuard} counts each of them. */
const REQUESTS_MAX = 6_000
const LIMIT = limitBy('ip', REQUESTS_MAX, MINUTE_MS, { bucket: 'admin' })

/** What a route of the administration says of itself. */
export interface RouteFacts extends Omit<RouteRules, 'permission'> {
  /** what it does, in a few words */
  readonly summary: string
  /** what it answers with; absent: nothing */
  readonly answers?: Type | undefined
  /** @default 200, or 204 without an answer */
  readonly status?: number
  /** of a list: what may be asked of it */
  readonly list?: ListOptions
  /** whether the answer has an `ETag` */
  readonly tagged?: boolean
  /** codes of problems besides those that every route has, or every one of its method */
  readonly problems?: readonly string[]
}

/** Codes of problems that every route may answer with. */
export const GENERAL_PROBLEMS = [
  'authentication_required',
  'permission_denied',
  'invalid_request',
  'not_found',
  'rate_limited',
  'unavailable',
  'internal_error',
]

/**
 * A route of the administration. It states the permission that it takes; the guard that looks for it comes along, so
 * that there is no route without.
 * @param permission or `self`: whoever administers may ask about themselves
 */
export function AdminRoute(permission: Permission | 'self', facts: RouteFacts): MethodDecorator {
  const {
    summary,
    answers,
    status = answers ? OK : NO_CONTENT,
    list,
    tagged,
    problems = [],
    ...rules
  } = facts
  return applyDecorators(
    stateRules({ permission, ...rules }),
    GuardedRoute(AdminGuard, `administrators (${permission})`, LIMIT),
    HttpCode(status),
    ApiOperation({ summary }),
    ApiExtension('x-permission', permission),
    ApiExtension('x-problem-codes', [
      ...GENERAL_PROBLEMS,
      ...problems,
      ...(list ? LIST_PROBLEMS : []),
      ...(rules.fresh ? ['step_up_required'] : []),
    ]),
    ...(rules.fresh ? [ApiExtension('x-step-up', true)] : []),
    ...(tagged ? [ApiExtension('x-etag', true)] : []),
    ApiResponse({
      status,
      description: answers ? 'Done.' : 'Done; nothing to say.',
      ...(answers && { type: answers }),
    }),
    ApiResponse({ status: 'default', description: 'Refused.', type: ProblemDto }),
    ...(list ? parametersOf(list) : []),
  )
}

const LIST_PROBLEMS = ['sort_not_supported', 'invalid_cursor']

function parametersOf({ sorts, filters = {}, search }: ListOptions) {
  const both = [
    ...new Set(sorts.flatMap((sort) => [sort, sort.startsWith('-') ? sort.slice(1) : `-${sort}`])),
  ]
  const optional = (name: string, description: string, schema: object) =>
    ApiQuery({ name, required: false, description, schema })
  return [
    optional('page[size]', 'Entries of a page.', { type: 'integer', minimum: 1, maximum: 200, default: 50 }),
    optional('page[after]', 'Cursor: the page that follows it.', { type: 'string' }),
    optional('page[before]', 'Cursor: the page that ends before it.', { type: 'string' }),
    optional('sort', 'Order.', { type: 'string', enum: both, default: sorts[0] }),
    optional('count', 'Whether to count.', {
      type: 'string',
      enum: ['true', 'false', 'only'],
      default: 'false',
    }),
    ...Object.entries(filters).map(([name, kind]) => optional(`filter[${name}]`, 'Filter.', schemaOf(kind))),
    ...(search === undefined ? [] : [optional('q', search, { type: 'string' })]),
  ]
}

function schemaOf(kind: FilterKind): object {
  if (kind === 'time') return { type: 'string', format: 'date-time' }
  if (kind === 'uuid') return { type: 'string', format: 'uuid' }
  return kind === 'text' ? { type: 'string' } : { type: 'string', enum: [...kind] }
}
