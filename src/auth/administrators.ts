import { Injectable } from '@nestjs/common'
import { Contributions } from '../contributions/index.js'
import type { Did } from '@guildhall/syntax'
import { Lockout } from '../account/index.js'
import { type Agent, Denials } from '../audit/index.js'
import { Grants, isPermission, outranks, type RoleId } from '../roles/index.js'
import { Refusal } from '../refusal.js'
import { AdminPassword } from './admin-password.js'
import { AuthConfig } from './auth.config.js'
import { AdminRanks } from './admin-ranks.js'
import { AdminTokens, type CredentialHolder, type TokenHolder } from './admin-tokens.js'
import { AboveTheCaller, AuthenticationRequired, PasswordNotEnough, TokenNotEnough } from './auth.errors.js'

/** Under which failures are counted. */
const ADMINISTRATOR = 'admin'

/** Lets the administrator in. */
@Injectable()
export class Administrators {
  constructor(
    private readonly admin: AdminPassword,
    private readonly lockout: Lockout,
    private readonly config: AuthConfig,
    private readonly denials: Denials,
    private readonly contributions: Contributions,
  ) {}

  /** What the password stands for; undefined where it is good for nothing. */
  get passwordRole(): RoleId | undefined {
    const { adminPasswordRole: role } = this.config
    return role === 'none' ? undefined : role
  }

  /** What whoever has the password may do. */
  get passwordGrants(): Grants {
    return Grants.of(this.passwordRole ? [{ role: this.passwordRole }] : [])
  }

  /** The moderation service, which may do what its methods are for, and ranks as the role that is set. */
  moderationService(did: Did, ip: string): CredentialHolder {
    const role = this.config.moderationServiceRank
    return { agent: { type: 'service', id: did, ip }, grants: Grants.of([{ role }]) }
  }

  /**
   * Unlike tokens, whatever is not the password has one answer: status 401. Failures from elsewhere keep no
   * administrator out.
   * @param permission that the password has to stand for
   * @throws {AuthenticationRequired | TooManyFailures | PasswordNotEnough}
   */
  async admit(credentials: string | undefined, ip: string, permission?: string): Promise<CredentialHolder> {
    if (credentials === undefined || !this.passwordRole) throw new AuthenticationRequired()
    const attempt = { of: 'admin password', name: ADMINISTRATOR, ip, everywhere: false } as const
    const agent: Agent = { type: 'password', role: this.passwordRole, ip }
    try {
      const isRight = async () => (this.admin.matches(credentials) ? true : undefined)
      if (!(await this.lockout.attempt(attempt, isRight))) throw new AuthenticationRequired()
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const code = error instanceof AuthenticationRequired ? 'wrong_password' : 'too_many_failures'
      await this.denials.count({ type: 'password', ip }, code)
      throw error
    }
    const grants = this.passwordGrants
    if (permission === undefined || isEnough(grants, permission)) return { agent, grants }
    await this.denials.note(agent, { action: permission })
    throw new PasswordNotEnough(permission)
  }

  /** Whether what a request presents can be a token of the administration. */
  isToken(text: string): boolean {
    return this.#tokens?.isOne(text) ?? false
  }

  /** Lets a program in that has a token. @throws {AuthenticationRequired | TokenNotEnough} */
  async admitToken(text: string, ip: string, permission: string | undefined): Promise<TokenHolder> {
    const holder = await this.#tokens?.holderOf(text, ip)
    if (!holder) throw new AuthenticationRequired()
    if (permission !== undefined && isEnough(holder.grants, permission)) return holder
    await this.denials.note(holder.agent, { action: permission ?? 'administer' })
    throw new TokenNotEnough(permission)
  }

  /**
   * Refuses to let somebody do something to the account of an administrator who ranks as high.
   * @param permission that it takes, for the audit
   * @throws {AboveTheCaller}
   */
  async assertAbove({ agent, grants }: CredentialHolder, did: Did, permission: string): Promise<void> {
    if (outranks(grants.priority, (await this.#ranks?.of(did)) ?? 0)) return
    const target = { type: 'account', id: did }
    await this.denials.note(agent, { action: permission, target })
    throw new AboveTheCaller()
  }

  get #tokens(): AdminTokens | undefined {
    return this.contributions.of(AdminTokens)[0]
  }

  get #ranks(): AdminRanks | undefined {
    return this.contributions.of(AdminRanks)[0]
  }
}

/** Whether something is allowed for all accounts: `com.atproto.admin` knows no domains. */
export function isEnough(grants: Grants, permission: string): boolean {
  return isPermission(permission) && grants.reach(permission) === 'everything'
}
