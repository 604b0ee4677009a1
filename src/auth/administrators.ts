import { Injectable } from '@nestjs/common'
import { DiscoveryService } from '@nestjs/core'
import { Lockout } from '../account/index.js'
import { Denials } from '../audit/index.js'
import { Grants, isPermission, OWNER, type Permission, permissionFacts, type RoleId } from '../roles/index.js'
import { Refusal } from '../refusal.js'
import { AdminPassword } from './admin-password.js'
import { AuthConfig } from './auth.config.js'
import { AdminTokens, type TokenHolder } from './admin-tokens.js'
import { AuthenticationRequired, PasswordNotEnough, TokenNotEnough } from './auth.errors.js'

/** Under which failures are counted; nobody can type it as the name of an account. */
const ADMINISTRATOR = ' administrator'

/** Lets the administrator in. */
@Injectable()
export class Administrators {
  constructor(
    private readonly admin: AdminPassword,
    private readonly lockout: Lockout,
    private readonly config: AuthConfig,
    private readonly denials: Denials,
    private readonly discovery: DiscoveryService,
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

  /**
   * Unlike tokens, whatever is not the password has one answer: status 401. Failures from elsewhere keep no
   * administrator out.
   * @param permission that the password has to stand for
   * @throws {AuthenticationRequired | TooManyFailures | PasswordNotEnough}
   */
  async admit(credentials: string | undefined, ip: string, permission?: string): Promise<void> {
    if (credentials === undefined || !this.passwordRole) throw new AuthenticationRequired()
    const attempt = { name: ADMINISTRATOR, ip, everywhere: false }
    const agent = { type: 'password', role: this.passwordRole, ip } as const
    try {
      const isRight = async () => (this.admin.matches(credentials) ? true : undefined)
      if (!(await this.lockout.attempt(attempt, isRight))) throw new AuthenticationRequired()
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const code = error instanceof AuthenticationRequired ? 'wrong_password' : 'too_many_failures'
      await this.denials.count({ type: 'password', ip }, code)
      throw error
    }
    if (permission === undefined || this.#covers(permission)) return
    await this.denials.note(agent, { action: permission })
    throw new PasswordNotEnough(permission)
  }

  /** Whether what a request presents can be a token of the administration. */
  isToken(text: string): boolean {
    return this.#tokens?.isOne(text) ?? false
  }

  /**
   * Lets a program in that has a token, to methods that do not look at who ranks how high: what changes accounts is
   * for tokens of Owners.
   * @throws {AuthenticationRequired | TokenNotEnough}
   */
  async admitToken(text: string, ip: string, permission: string | undefined): Promise<TokenHolder> {
    const holder = await this.#tokens?.holderOf(text, ip)
    if (!holder) throw new AuthenticationRequired()
    if (permission !== undefined && isPermission(permission) && isEnough(holder.grants, permission))
      return holder
    await this.denials.note(holder.agent, { action: permission ?? 'administer' })
    throw new TokenNotEnough(permission)
  }

  get #tokens(): AdminTokens | undefined {
    return this.discovery
      .getProviders()
      .map(({ instance }) => instance as unknown)
      .find((instance) => instance instanceof AdminTokens)
  }

  #covers(permission: string): boolean {
    return isPermission(permission) && this.passwordGrants.has(permission)
  }
}

function isEnough(grants: Grants, permission: Permission): boolean {
  if (grants.reach(permission) !== 'everything') return false
  const changesAccounts = permissionFacts(permission).scope === 'accounts' && !permission.endsWith('.view')
  return !changesAccounts || grants.priority === OWNER.priority
}
