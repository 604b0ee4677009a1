import { Injectable } from '@nestjs/common'
import { Administrators, AdminTokens, tokenDigest, type TokenHolder } from '../../auth/index.js'
import { Denials } from '../../audit/index.js'
import { Grants } from '../../roles/index.js'
import { Clock } from '../../telemetry/index.js'
import { NotAdmitted } from '../admin.errors.js'
import { AssignmentStore } from '../roles/assignment.store.js'
import { isWithinRanges } from '../tokens/address-ranges.js'
import { ADMIN_TOKEN_PREFIX } from '../tokens/token-issue.js'
import { type AdminToken, TokenStore } from '../tokens/token.store.js'
import type { Administrator } from './administrator.js'

/** When a token was used is noted at most so often. */
const NOTED_EVERY_MS = 60_000

/** Where a request comes from. */
interface Place {
  readonly ip: string
  readonly userAgent: string | undefined
}

/** Lets programs in that have a token. A token allows what it says, as far as its maker may still do it. */
@Injectable()
export class TokenAdmission extends AdminTokens {
  constructor(
    private readonly tokens: TokenStore,
    private readonly assignments: AssignmentStore,
    private readonly passwords: Administrators,
    private readonly clock: Clock,
    private readonly denials: Denials,
  ) {
    super()
  }

  override isOne(text: string): boolean {
    return tokenDigest(ADMIN_TOKEN_PREFIX, text) !== undefined
  }

  override async holderOf(text: string, ip: string): Promise<TokenHolder | undefined> {
    try {
      return await this.admit(text, { ip, userAgent: undefined })
    } catch (error) {
      if (error instanceof NotAdmitted) return undefined
      throw error
    }
  }

  /** @throws {NotAdmitted} */
  async admit(text: string, place: Place): Promise<Administrator & TokenHolder> {
    const digest = tokenDigest(ADMIN_TOKEN_PREFIX, text)
    const nowMs = this.clock.nowMs()
    const token = digest && (await this.tokens.findGood(digest, new Date(nowMs)))
    if (!token) {
      const former = digest && (await this.tokens.findKnown(digest))
      if (former) await this.denials.count(agentOf(former, place), whyNot(former, nowMs))
      throw new NotAdmitted('The token is not good')
    }
    const agent = agentOf(token, place)
    if (token.ipAllow.length > 0 && !isWithinRanges(place.ip, token.ipAllow)) {
      await this.denials.count(agent, 'token_elsewhere')
      throw new NotAdmitted('The token is not taken from this address')
    }
    const notedAfter = new Date(nowMs - NOTED_EVERY_MS)
    await this.tokens.used(token.id, { at: new Date(nowMs), ip: place.ip, notedAfter })
    const allowed = (await this.#grantsOfMaker(token)).within(token.permissions)
    const grants = token.domain === undefined ? allowed : allowed.below(token.domain)
    return { agent, grants, provedAtMs: undefined }
  }

  /** Whoever cannot sign in, because they are locked or have left, does not go on by what they have made before. */
  async #grantsOfMaker({ createdBy }: AdminToken): Promise<Grants> {
    if (createdBy === undefined) return this.passwords.passwordGrants
    return Grants.of(await this.assignments.usableBy(createdBy, new Date(this.clock.nowMs())))
  }
}

/** Why a token is good for nothing. */
function whyNot({ revokedAt, expiresAt }: AdminToken, nowMs: number): string {
  if (revokedAt) return 'token_revoked'
  return expiresAt.getTime() <= nowMs ? 'token_expired' : 'token_replaced'
}

function agentOf({ id, createdBy }: AdminToken, place: Place) {
  return { type: 'token', id, onBehalfOf: createdBy ?? 'password', ...place } as const
}
