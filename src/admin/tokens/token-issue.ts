import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { type Agent, Audit } from '../../audit/index.js'
import { newTokenSecret, tokenDigest } from '../../auth/index.js'
import { UnitOfWork } from '../../database/index.js'
import { type Grants, OWNER, type Permission, permissionFacts } from '../../roles/index.js'
import { Random } from '../../telemetry/index.js'
import type { Administrator } from '../access/administrator.js'
import { InvalidFields, NotThere, PermissionsNotYours, TokenNotYours } from '../admin.errors.js'
import { TimedId } from '../api/timed-id.js'
import { isAddressRange } from './address-ranges.js'
import { reachable } from './reachable-token.js'
import { type AdminToken, TokenStore } from './token.store.js'

const DAY_MS = 24 * 60 * 60 * 1000

/** What tokens of the administration begin with. */
export const ADMIN_TOKEN_PREFIX = 'pdsadm_'

/** A token is good for so long at most. */
const LIFETIME_MAX_MS = 365 * DAY_MS

/** A token that is wanted. */
export interface WantedToken {
  readonly name: string
  readonly permissions: readonly Permission[]
  /** without a leading dot; undefined: as far as whoever makes it */
  readonly domain?: string | undefined
  readonly expiresAt: Date
  readonly ipAllow?: readonly string[] | undefined
}

/** A token with its secret, which nobody is told again. */
export interface IssuedToken {
  readonly token: AdminToken
  readonly secret: string
}

/** Makes tokens, and renews them. */
@Injectable()
export class TokenIssue {
  constructor(
    private readonly store: TokenStore,
    private readonly audit: Audit,
    private readonly work: UnitOfWork,
    private readonly ids: TimedId,
    private readonly random: Random,
  ) {}

  /** Makes a token that may do no more than whoever makes it. @throws {PermissionsNotYours | InvalidFields} */
  async issue(
    { name, permissions, domain, expiresAt, ipAllow = [] }: WantedToken,
    by: Administrator,
  ): Promise<IssuedToken> {
    this.#check(expiresAt, ipAllow)
    assertSaysDomain(domain, by.grants)
    const excess = permissions.filter((one) => !mayPassOn(one, domain, by.grants))
    if (excess.length > 0) throw new PermissionsNotYours(excess)
    const token: AdminToken = {
      ...{ id: this.ids.next(), name, permissions: [...new Set(permissions)], domain, ipAllow },
      expiresAt,
      createdBy: makerOf(by.agent),
      createdAt: new Date(this.ids.nowMs()),
      ...{ revokedAt: undefined, usedAt: undefined, usedIp: undefined },
    }
    const secret = this.#newSecret()
    await this.work.run(async (tx) => {
      await this.store.add(tx, token, tokenDigest(ADMIN_TOKEN_PREFIX, secret)!)
      const after = { name, permissions, domain, ipAllow, expiresAt: expiresAt.toISOString() }
      await this.audit.record(tx, by.agent, { action: 'token.create', target: targetOf(token.id), after })
    })
    return { token, secret }
  }

  /**
   * Gives a token another secret. Whoever made it may, and Owners: it allows what its maker may do.
   * @param overlapMs how long the former one stays good
   * @throws {NotThere | TokenNotYours}
   */
  async rotate(id: string, overlapMs: number, { agent, grants }: Administrator): Promise<IssuedToken> {
    const secret = this.#newSecret()
    const nowMs = this.ids.nowMs()
    const times = { now: new Date(nowMs), formerUntil: new Date(nowMs + overlapMs) }
    const token = reachable(await this.store.find(id), grants)
    if (grants.priority !== OWNER.priority && makerOf(agent) !== token.createdBy) throw new TokenNotYours()
    await this.work.run(async (tx) => {
      if (!(await this.store.rotate(tx, id, tokenDigest(ADMIN_TOKEN_PREFIX, secret)!, times)))
        throw new NotThere('token')
      const after = { formerUntil: times.formerUntil.toISOString() }
      await this.audit.record(tx, agent, { action: 'token.rotate', target: targetOf(id), after })
    })
    return { token, secret }
  }

  #newSecret(): string {
    return newTokenSecret(ADMIN_TOKEN_PREFIX, (count) => this.random.bytes(count))
  }

  #check(expiresAt: Date, ipAllow: readonly string[]): void {
    const leftMs = expiresAt.getTime() - this.ids.nowMs()
    const problems = [
      ...(leftMs > 0 && leftMs <= LIFETIME_MAX_MS
        ? []
        : [{ at: '/expiresAt', message: 'must be in the future, within 365 days' }]),
      ...ipAllow
        .filter((range) => !isAddressRange(range))
        .map(() => ({ at: '/ipAllow', message: 'must be addresses or networks, such as 192.0.2.0/24' })),
    ]
    if (problems.length > 0) throw new InvalidFields(problems)
  }
}

/** Whether a token may have a permission: people do not keep it to themselves, and its maker has it as far as the token reaches. */
function mayPassOn(permission: Permission, domain: string | undefined, grants: Grants): boolean {
  const { people, scope } = permissionFacts(permission)
  if (people) return false
  if (domain === undefined) return grants.reach(permission) === 'everything'
  return scope === 'accounts' && grants.covers(permission, domain)
}

/** @throws {InvalidFields} where whoever has domains makes a token for none of them */
function assertSaysDomain(domain: string | undefined, grants: Grants): void {
  const reach = grants.reach('tokens.manage')
  if (reach === 'everything' || (domain !== undefined && grants.covers('tokens.manage', domain))) return
  const own = (reach ?? []).join(', ')
  throw new InvalidFields([{ at: '/domain', message: `must be one of ${own}, or below it` }])
}

/** As whose token one counts that somebody makes: of a member, or of the holder of the password. */
export function makerOf({ type, id }: Agent): Did | undefined {
  return type === 'member' ? (id as Did) : undefined
}

function targetOf(id: string) {
  return { type: 'token', id }
}
