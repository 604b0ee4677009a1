import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const FILE = join(import.meta.dirname, '..', '..', 'docs', 'admin-api', 'openapi.json')

interface Declared {
  readonly path: RegExp
  readonly method: string
  readonly codes: ReadonlySet<string>
  readonly hasTag: boolean
}

interface Description {
  readonly paths: Record<
    string,
    Record<string, { readonly 'x-problem-codes': readonly string[]; readonly 'x-etag'?: boolean }>
  >
}

let known: readonly Declared[] | undefined

function declared(): readonly Declared[] {
  const { paths } = JSON.parse(readFileSync(FILE, 'utf8')) as Description
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{[^}]+\}/g, '([^/]+)')}$`),
      codes: new Set(operation['x-problem-codes']),
      hasTag: operation['x-etag'] === true,
    })),
  )
}

/** A literal part of a path goes before a parameter at the same place. */
function find(method: string, path: string): Declared | undefined {
  known ??= declared()
  const fitting = known.filter((one) => one.method === method && one.path.test(path))
  return fitting.toSorted((a, b) => groups(a, path) - groups(b, path))[0]
}

function groups({ path }: Declared, text: string): number {
  return path.exec(text)!.length
}

/** What stands before all routes answers with; whoever adds to it declares it there. */
const OF_ACCESS = new Set([
  ...['authentication_required', 'permission_denied', 'foreign_origin', 'step_up_required', 'rate_limited'],
  ...['invalid_request', 'malformed_body', 'body_too_large', 'unsupported_media_type', 'precondition_failed'],
  ...['idempotency_key_reused', 'request_in_flight', 'sort_not_supported', 'invalid_cursor', 'not_found'],
  ...['unavailable', 'internal_error', 'AuthenticationRequired', 'RateLimitExceeded', 'NotEnoughResources'],
])

/** Those of features as well: `DECLARED_CODES=all`. */
const isCompared = (code: string) => process.env.DECLARED_CODES === 'all' || OF_ACCESS.has(code)

/**
 * Compares an answer of the administration with what its description says: codes of problems, and whether there is a
 * tag. What is no operation of the description is left alone.
 * @throws {Error} saying what is not declared
 */
export function assertDeclared(
  method: string,
  url: string,
  answer: { readonly headers: Record<string, unknown>; readonly code: unknown },
): void {
  const path = url.split('?', 1)[0]!
  if (!path.startsWith('/admin/v1/')) return
  const operation = find(method, path)
  if (!operation) return
  const { code, headers } = answer
  if (typeof code === 'string' && isProblem(headers) && isCompared(code) && !operation.codes.has(code))
    throw new Error(`${method} ${path} answers with the code ${code}, which its description does not have`)
  if (headers['etag'] !== undefined && !operation.hasTag)
    throw new Error(`${method} ${path} answers with an ETag, which its description does not have`)
}

function isProblem(headers: Record<string, unknown>): boolean {
  return String(headers['content-type']).startsWith('application/problem+json')
}
