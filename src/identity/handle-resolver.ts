import { Injectable } from '@nestjs/common'
import { agreedDid, didOfHandleText, didsOfHandleTxt, isHandleTldAllowed } from '@guildhall/identity'
import { type Did, isHandle } from '@guildhall/syntax'
import { Outbound, OutboundError, TxtResolver } from '../outbound/index.js'
import { IdentityConfig } from './identity.config.js'

/** A DID has up to 2048 characters. */
const ANSWER_MAX_BYTES = 4_096
const REDIRECTS_MAX = 5

/** Asks the network to which DID a handle points (atproto.com/specs/handle). Keeps nothing. */
@Injectable()
export class HandleResolver {
  constructor(
    private readonly txt: TxtResolver,
    private readonly outbound: Outbound,
    private readonly config: IdentityConfig,
  ) {}

  /**
   * The DID that a handle points to, in the DNS or at its web server; both are asked at the same time. When they
   * contradict each other, the handle points nowhere.
   * @returns `undefined` also when nobody could be asked
   */
  async resolve(handle: string): Promise<Did | undefined> {
    if (!isHandle(handle) || !isHandleTldAllowed(handle)) return undefined
    const [inDns, atServer] = await Promise.all([this.#askDns(handle), this.#askServer(handle)])
    return agreedDid([...inDns, ...atServer])
  }

  async #askDns(handle: string): Promise<Did[]> {
    try {
      const entries = this.txt.resolveTxt(`_atproto.${handle}`)
      return didsOfHandleTxt(await inTime(entries, this.config.resolverTimeoutMs, []))
    } catch (error) {
      return nothing(error)
    }
  }

  async #askServer(handle: string): Promise<Did[]> {
    try {
      const body = await this.outbound.getText(`https://${handle}/.well-known/atproto-did`, {
        timeoutMs: this.config.resolverTimeoutMs,
        responseMaxBytes: ANSWER_MAX_BYTES,
        redirectsMax: REDIRECTS_MAX,
      })
      return [didOfHandleText(body)].filter((did) => did !== undefined)
    } catch (error) {
      return nothing(error)
    }
  }
}

/** A server that is away says as much about a handle as one that does not know it. */
function nothing(error: unknown): [] {
  if (error instanceof OutboundError) return []
  throw error
}

/** DNS queries cannot be given up, but nobody has to wait for them. */
async function inTime<T>(answer: Promise<T>, timeoutMs: number, otherwise: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), timeoutMs)
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}
