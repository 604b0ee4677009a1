import { UnstorableText } from './database.errors.js'
import { asUnavailable } from './unavailability.js'

/** Bytes that are no text of the database, and escapes in JSON that are none: both are how it says U+0000. */
const UNSTORABLE_STATES = new Set(['22021', '22P05'])

/**
 * Makes a refusal of what the driver throws if that is no fault of this server: the database is away or full, or was
 * given text that it cannot hold. Anything else passes unchanged.
 */
export function asRefusal(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { code } = error as Error & { code?: unknown }
  return typeof code === 'string' && UNSTORABLE_STATES.has(code)
    ? new UnstorableText(error)
    : asUnavailable(error)
}
