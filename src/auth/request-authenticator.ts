import type { IncomingHttpHeaders } from 'node:http'
import { Injectable } from '@nestjs/common'
import { type Account, AccountNotFound, Accounts, isLimited, isTakenDown } from '../account/index.js'
import {
  type Access,
  type AdminAccess,
  type AdminCaller,
  type AccountCaller,
  type AccountCredential,
  type AuthenticationContext,
  Authenticator,
  type Caller,
  type RefreshAccess,
  type ServiceAccess,
  type SignedInAccess,
} from '../xrpc/index.js'
import type { CredentialHolder } from './admin-tokens.js'
import { Administrators, isEnough } from './administrators.js'
import {
  AccountDeactivated,
  AccountLocked,
  AccountTakedown,
  AuthenticationRequired,
  AuthMissing,
  InvalidToken,
  ServiceTokenRefused,
} from './auth.errors.js'
import { basicCredentials, bearerToken, readAuthorization } from './authorization-header.js'
import { OauthTokens } from './oauth/oauth-tokens.js'
import { isServiceToken, ServiceTokens } from './service-tokens.js'
import { type AccessScope, type AccessToken, SCOPE, SessionTokens } from './session-tokens.js'

const ANONYMOUS: Caller = Object.freeze({ kind: 'anonymous' })

/** The key of a DID document that signs tokens between services. */
const SERVICE_KEY_ID = 'atproto'

/** What an access token of each scope makes of its holder. */
const CREDENTIALS: Readonly<Record<AccessScope, AccountCredential>> = {
  [SCOPE.full]: 'session',
  [SCOPE.appPassword]: 'appPassword',
  [SCOPE.appPasswordPrivileged]: 'appPasswordPrivileged',
  [SCOPE.takendown]: 'takendown',
}

/**
 * Knows every credential of this server: tokens of sessions and of applications, the password of the administrator,
 * tokens between services. An access token is believed until it expires, without a query; what became of its account meanwhile is
 * looked up, mostly in memory.
 */
@Injectable()
export class RequestAuthenticator extends Authenticator {
  constructor(
    private readonly tokens: SessionTokens,
    private readonly administrators: Administrators,
    private readonly services: ServiceTokens,
    private readonly oauth: OauthTokens,
    private readonly accounts: Accounts,
  ) {
    super()
  }

  override async authenticate(
    headers: IncomingHttpHeaders,
    access: Access,
    context: AuthenticationContext,
  ): Promise<Caller> {
    const { authorization } = headers
    switch (access.kind) {
      case 'anyone':
      case 'guarded':
        return ANONYMOUS
      case 'admin':
        return this.#administering(authorization, access, context)
      case 'optional':
        return this.#recognised(headers, context)
      case 'signedIn':
        return this.#signedIn(headers, access, context)
      case 'refresh':
        return this.#refreshing(requiredToken(authorization), access)
      case 'service':
        return this.#service(authorization, access, context)
    }
  }

  #administering(
    authorization: string | undefined,
    { moderators, permission }: AdminAccess,
    context: AuthenticationContext,
  ): Promise<Caller> {
    const { ip } = context
    const [, token] = /^bearer +(\S+)$/i.exec(authorization ?? '') ?? []
    if (token !== undefined && this.administrators.isToken(token)) return this.#program(token, ip, permission)
    return moderators && isBearer(authorization)
      ? this.#moderator(authorization, context, permission)
      : this.#administrator(basicCredentials(authorization), ip, permission)
  }

  async #program(token: string, ip: string, permission: string | undefined): Promise<Caller> {
    const holder = await this.administrators.admitToken(token, ip, permission)
    const { id, onBehalfOf } = holder.agent
    return { ...this.#adminCaller(holder, permission), token: { id, onBehalfOf } }
  }

  async #administrator(credentials: string | undefined, ip: string, permission?: string): Promise<Caller> {
    return this.#adminCaller(await this.administrators.admit(credentials, ip, permission), permission)
  }

  #adminCaller(holder: CredentialHolder, permission = 'administer'): AdminCaller {
    return {
      kind: 'admin',
      may: (wanted) => isEnough(holder.grants, wanted),
      assertAbove: this.#above(holder, permission),
    }
  }

  #above(holder: CredentialHolder, permission: string): AdminCaller['assertAbove'] {
    return async (identifier) => {
      const account = await this.accounts.byIdentifier(identifier)
      if (account) await this.administrators.assertAbove(holder, account.did, permission)
    }
  }

  async #moderator(
    authorization: string | undefined,
    { nsid, ip, admitStranger }: AuthenticationContext,
    permission = 'administer',
  ): Promise<Caller> {
    await admitStranger()
    const did = await this.services.verifyModerator(requiredToken(authorization), nsid)
    const assertAbove = this.#above(this.administrators.moderationService(did, ip), permission)
    return { kind: 'service', did, keyId: SERVICE_KEY_ID, assertAbove }
  }

  /** The state of the account does not matter here: it decides on what others may see of it. */
  #recognised(headers: IncomingHttpHeaders, context: AuthenticationContext): Caller | Promise<Caller> {
    const presented = readAuthorization(headers.authorization)
    if (!presented) return ANONYMOUS
    const { scheme, credentials } = presented
    if (scheme === 'bearer') return callerOf(this.tokens.verifyAccess(credentials))
    if (scheme === 'basic') return this.#administrator(credentials, context.ip)
    if (scheme === 'dpop') return this.#application(credentials, headers, context)
    throw new AuthenticationRequired('Invalid authorization header')
  }

  async #signedIn(
    headers: IncomingHttpHeaders,
    access: SignedInAccess,
    context: AuthenticationContext,
  ): Promise<Caller> {
    const presented = readAuthorization(headers.authorization)
    if (!presented) throw new AuthMissing()
    if (presented.scheme === 'dpop') {
      const caller = await this.#application(presented.credentials, headers, context)
      // An application acts for its owner, but is none: accounts that were taken down are left to their owners.
      assertStanding(await this.accounts.byDid(caller.did), { ...access, takendown: false })
      return caller
    }
    const token = bearerToken(presented)
    if (access.viaService && isServiceToken(token)) return this.#inStead(token, access, context)
    const session = this.tokens.readAccess(token)
    if (!admits(access, session.scope)) throw new InvalidToken('Bad token scope')
    // What became of the account says more than that its sessions have ended.
    assertStanding(await this.accounts.byDid(session.did), access)
    this.tokens.assertGoesOn(session)
    return callerOf(session)
  }

  async #application(
    token: string,
    headers: IncomingHttpHeaders,
    { method, path, setHeader }: AuthenticationContext,
  ): Promise<AccountCaller> {
    const { did, scopes } = await this.oauth.authenticate(token, { headers, method, path, setHeader })
    return { kind: 'account', did, credential: 'oauth', allows: (need) => scopes.allows(need) }
  }

  /** A service acts for the account that gave it the token. */
  async #inStead(
    token: string,
    access: SignedInAccess,
    { nsid, admitStranger }: AuthenticationContext,
  ): Promise<Caller> {
    await admitStranger()
    const did = await this.services.verify(token, nsid)
    assertStanding(await this.accounts.byDid(did), access)
    return { kind: 'account', did, credential: 'service' }
  }

  #refreshing(token: string, { allowExpired }: RefreshAccess): Caller {
    return { kind: 'refresh', ...this.tokens.verifyRefresh(token, allowExpired) }
  }

  /** Where a token may be missing, credentials of other schemes are none: they say nothing about a DID. */
  async #service(
    authorization: string | undefined,
    access: ServiceAccess,
    { nsid, admitStranger }: AuthenticationContext,
  ): Promise<Caller> {
    const presented = readAuthorization(authorization)
    if (presented?.scheme === 'bearer') {
      await admitStranger()
      const did = await this.services.verify(presented.credentials, access.lxm ?? nsid)
      return { kind: 'service', did, keyId: SERVICE_KEY_ID }
    }
    if (access.optional) return ANONYMOUS
    throw new ServiceTokenRefused('MissingJwt', 'missing jwt')
  }
}

function isBearer(authorization: string | undefined): boolean {
  return /^bearer /i.test(authorization ?? '')
}

function requiredToken(authorization: string | undefined): string {
  const presented = readAuthorization(authorization)
  if (!presented) throw new AuthMissing()
  return bearerToken(presented)
}

function callerOf({ did, scope }: AccessToken): Caller {
  return { kind: 'account', did, credential: CREDENTIALS[scope] }
}

function admits({ appPassword, takendown }: SignedInAccess, scope: AccessScope): boolean {
  switch (scope) {
    case SCOPE.full:
      return true
    case SCOPE.appPasswordPrivileged:
      return appPassword !== 'no'
    case SCOPE.appPassword:
      return appPassword === 'any'
    case SCOPE.takendown:
      return takendown
  }
}

function assertStanding(account: Account | undefined, access: SignedInAccess): void {
  if (!account || account.status === 'deleted') throw new AccountNotFound()
  if (account.lockedAt && !(isLimited(account) && access.takendown)) throw new AccountLocked()
  if (isTakenDown(account) && !access.takendown) throw new AccountTakedown()
  if (account.status === 'deactivated' && !access.deactivated) throw new AccountDeactivated()
}
