import { Injectable } from '@nestjs/common'
import { agreedDid, didOfHandleText, didsOfHandleTxt, isHandleTldAllowed } from '@guildhall/identity'
import { type Did, isHandle } from '@guildhall/syntax'
import { Outbound, OutboundError, type OutboundFailure, TxtResolver } from '../outbound/index.js'
import { IdentityConfig } from './identity.config.js'

/** A DID has up to 2048 characters. */
const ANSWER_MAX_BYTES = 4_096
const REDIRECTS_MAX = 5
const SERVER_FAULT = 500

/** Failures that say nothing about a handle: the server may answer another time. */
const PASSING = new Set<OutboundFailure>(['network', 'timeout', 'aborted'])

/** What the network says about a handle. */
export interface HandleFinding {
  readonly did: Did | undefined
  /** Whether it would say the same if everybody could be asked; where a DID was found, it does. */
  readonly isCertain: boolean
}

/** What one source says. */
interface Claims {
  readonly dids: readonly Did[]
  readonly isCertain: boolean
}

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
    return (await this.find(handle)).did
  }

  /** As {@link resolve}, and whether that is all there is to be found. */
  async find(handle: string): Promise<HandleFinding> {
    if (!isHandle(handle) || !isHandleTldAllowed(handle)) return { did: undefined, isCertain: true }
    const claims = await Promise.all([this.#askDns(handle), this.#askServer(handle)])
    const did = agreedDid(claims.flatMap(({ dids }) => dids))
    return { did, isCertain: did !== undefined || claims.every(({ isCertain }) => isCertain) }
  }

  async #askDns(handle: string): Promise<Claims> {
    try {
      const answer = this.txt.resolveTxt(`_atproto.${handle}`)
      const entries = await inTime(answer, this.config.resolverTimeoutMs, undefined)
      return { dids: didsOfHandleTxt(entries ?? []), isCertain: entries !== undefined }
    } catch (error) {
      return nothing(error, () => false)
    }
  }

  async #askServer(handle: string): Promise<Claims> {
    try {
      const body = await this.outbound.getText(`https://${handle}/.well-known/atproto-did`, {
        timeoutMs: this.config.resolverTimeoutMs,
        responseMaxBytes: ANSWER_MAX_BYTES,
        redirectsMax: REDIRECTS_MAX,
        toStranger: true,
      })
      return { dids: [didOfHandleText(body)].filter((did) => did !== undefined), isCertain: true }
    } catch (error) {
      return nothing(error, saysSomething)
    }
  }
}

function nothing(error: unknown, isCertain: (error: OutboundError) => boolean): Claims {
  if (error instanceof OutboundError) return { dids: [], isCertain: isCertain(error) }
  throw error
}

/** Many handles have no web server, which need not be one that is away. */
function saysSomething({ failure, status = 0 }: OutboundError): boolean {
  return !PASSING.has(failure) && status < SERVER_FAULT
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
