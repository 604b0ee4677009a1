import { DatabaseUnavailable } from './database.errors.js'

/**
 * Conditions of PostgreSQL that pass by themselves: broken connections (08), no room (53), stopping, starting and
 * crashed servers, cut sessions (57P), statements that ran out of time (57014), servers that only read at present (25006).
 */
const PASSING_STATE = /^(08|53|57P|57014$|25006$)/

/** Errors of the system on the way to the server. */
const PASSING_SYSTEM_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
  'ENOTFOUND',
])

/** What the driver and its pool say without a code. */
const PASSING_MESSAGE =
  /^(timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error|Client was closed|timeout expired|Query read timeout)/

/**
 * Makes a refusal of errors that say that the database is away or full; anything else stays the fault it is. What a
 * transaction's work threw passes unchanged, unless it is such an error itself.
 */
export function asUnavailable(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof DatabaseUnavailable) return error
  const { code, errors } = error as Error & { code?: unknown; errors?: unknown[] }
  if (typeof code === 'string' && (PASSING_STATE.test(code) || isPassingSystemError(error, code))) {
    return new DatabaseUnavailable(error)
  }
  // A host with several addresses, none of which answered.
  const isPassing = PASSING_MESSAGE.test(error.message) || (errors?.length && errors.every(isPassingError))
  return isPassing ? new DatabaseUnavailable(error) : error
}

function isPassingError(error: unknown): boolean {
  return asUnavailable(error) instanceof DatabaseUnavailable
}

/** ENOENT is a socket that is not there only when it comes from connecting. */
function isPassingSystemError(error: Error, code: string): boolean {
  if (!PASSING_SYSTEM_CODES.has(code)) return false
  return code !== 'ENOENT' || (error as { syscall?: string }).syscall === 'connect'
}
