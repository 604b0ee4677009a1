import { type Outbound, OutboundError, type OutboundReadOptions } from '../outbound/index.js'

/** Not there, or not any more. */
const NOTHING_THERE = new Set([404, 410])

/**
 * The JSON behind a URL; `undefined` when its server says that there is nothing.
 * @throws {OutboundError} for all other failures
 */
export async function findJson(
  outbound: Outbound,
  url: string,
  options: OutboundReadOptions,
): Promise<unknown> {
  try {
    return await outbound.getJson(url, options)
  } catch (error) {
    const isNothing =
      error instanceof OutboundError && error.failure === 'status' && NOTHING_THERE.has(error.status!)
    if (isNothing) return undefined
    throw error
  }
}
