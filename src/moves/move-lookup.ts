import { handleOf, pdsOf } from '@guildhall/identity'
import { com } from '@guildhall/lexicon'
import { type Did, isDid } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { Accounts } from '../account/index.js'
import { DidDocuments, HandleResolver } from '../identity/index.js'
import { PdsFailure } from '../migration/index.js'
import { OutboundError } from '../outbound/index.js'
import { Refusal } from '../refusal.js'
import { MoveServers } from './running/move-servers.js'

const { describeServer } = com.atproto.server
const ANSWER_MAX_BYTES = 64 * 1024
const TIMEOUT_MS = 10_000

/** Why an account cannot be invited to move here, before anything else is looked at. */
export type LookupProblem = 'unknown' | 'here' | 'unreachable'

/** An account that is elsewhere. */
export interface FoundAccount {
  readonly did: Did
  /** URL of its server */
  readonly origin: string
  readonly handle: string | undefined
  /** whether the handle is one of that server, which does not move */
  readonly isHandleOfServer: boolean
}

/** Looks for accounts on other servers. */
@Injectable()
export class MoveLookup {
  constructor(
    private readonly documents: DidDocuments,
    private readonly handles: HandleResolver,
    private readonly accounts: Accounts,
    private readonly servers: MoveServers,
  ) {}

  /** @param text a DID or a handle */
  async find(text: string): Promise<FoundAccount | LookupProblem> {
    const name = text.trim().replace(/^(at:\/\/|@)/, '')
    if (await this.accounts.byIdentifier(isDid(name) ? name : name.toLowerCase())) return 'here'
    const did = isDid(name) ? name : await this.handles.resolve(name.toLowerCase())
    if (did === undefined) return 'unknown'
    if (await this.accounts.byDid(did)) return 'here'
    const document = await this.#documentOf(did)
    const origin = document && pdsOf(document)
    if (!origin) return 'unknown'
    if (this.servers.isHere(origin)) return 'here'
    const handle = handleOf(document)
    const domains = await this.#domainsOf(origin)
    if (!domains) return 'unreachable'
    const isHandleOfServer = handle === undefined || domains.some((domain) => handle.endsWith(domain))
    return { did, origin, handle, isHandleOfServer }
  }

  async #documentOf(did: Did) {
    try {
      return await this.documents.resolve(did, { refresh: true })
    } catch (error) {
      if (error instanceof Refusal) return undefined
      throw error
    }
  }

  /** Endings of the handles that a server gives out, once: many may be waiting. */
  async #domainsOf(origin: string): Promise<readonly string[] | undefined> {
    try {
      const limits = { timeoutMs: TIMEOUT_MS, responseMaxBytes: ANSWER_MAX_BYTES }
      const answer = await this.servers.old(origin).open(describeServer, {}, limits)
      const { availableUserDomains } = (await answer.json()) as { availableUserDomains?: unknown }
      const domains = Array.isArray(availableUserDomains) ? (availableUserDomains as unknown[]) : []
      return domains.filter((domain): domain is string => typeof domain === 'string')
    } catch (error) {
      if (error instanceof PdsFailure || error instanceof OutboundError) return undefined
      throw error
    }
  }
}
