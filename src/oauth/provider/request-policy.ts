import { createHash } from 'node:crypto'
import { isKnownScope } from '@guildhall/oauth-scopes'
import { isDid, isHandle } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import type { KoaContextWithOIDC } from 'oidc-provider'
import { UsedTokenStore } from '../../auth/index.js'
import { Clock } from '../../telemetry/index.js'
import { ClientDirectory } from '../clients/client-directory.js'
import { PermissionSets } from '../permission-sets.js'
import { errors } from './oidc-library.js'
import { authOf } from './request-auth.js'

const STATE_LENGTH_MAX = 2_048
const CHALLENGE_REUSE_MS = 24 * 60 * 60 * 1000

/** Of OpenID Connect, and refused rather than left aside: whoever sends them goes by what they promise. */
const NOT_SUPPORTED = ['claims', 'id_token_hint', 'nonce']

type Params = Record<string, string | undefined>

/** What the profile wants of a pushed request beyond what oidc-provider checks by itself. */
@Injectable()
export class RequestPolicy {
  constructor(
    private readonly clients: ClientDirectory,
    private readonly sets: PermissionSets,
    private readonly used: UsedTokenStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Checks the parameters of a pushed request, and writes them as they are to be kept.
   * @throws errors of oidc-provider
   */
  async check(ctx: KoaContextWithOIDC): Promise<void> {
    const params = ctx.oidc.params as Params
    const clientId = ctx.oidc.client!.clientId
    const unknown = NOT_SUPPORTED.find((name) => ctx.oidc.body?.[name] !== undefined)
    if (unknown !== undefined) throw new errors.InvalidRequest(`${unknown} is not supported`)
    if (!params.state) throw new errors.InvalidRequest('state is required')
    if (params.state.length > STATE_LENGTH_MAX) throw new errors.InvalidRequest('state is too long')
    params.scope = await this.#scopeOf(params.scope ?? '', clientId)
    if (params.login_hint !== undefined) params.login_hint = hintOf(params.login_hint)
    params.prompt = this.#promptOf(params.prompt, clientId, authOf(ctx.req)!.auth.method === 'none')
    await this.#useChallenge(params.code_challenge ?? '')
    // Kept with the request: a session belongs to the key that its client has used from the beginning.
    params.client_auth = JSON.stringify(authOf(ctx.req)!.auth)
  }

  async #scopeOf(scope: string, clientId: string): Promise<string> {
    const scopes = [...new Set(scope.split(' '))]
    if (!scopes.includes('atproto')) throw new errors.InvalidScope('the scope atproto is required', scope)
    const { scopes: declared } = await this.clients.find(clientId)
    const foreign = scopes.find((one) => !declared.includes(one))
    if (foreign !== undefined)
      throw new errors.InvalidScope('the client has not declared a scope in its metadata', foreign)
    // There are scopes that only later servers will understand.
    const known = scopes.filter((one) => isKnownScope(one))
    if (!(await this.sets.areKnown(known)))
      throw new errors.InvalidScope('a permission set could not be found', scope)
    return known.join(' ')
  }

  /** Public clients cannot prove to be the one that was agreed to: the member is asked every time. */
  #promptOf(prompt: string | undefined, clientId: string, isPublic: boolean): string | undefined {
    if (!isPublic || this.clients.isTrusted(clientId)) return prompt
    if (prompt === 'none') throw new errors.InvalidRequest('public clients must not use prompt=none')
    if (prompt === 'create') return prompt
    return prompt === undefined || prompt === 'consent' ? 'consent' : `${prompt} consent`
  }

  async #useChallenge(challenge: string): Promise<void> {
    const key = createHash('sha256').update(`code challenge\0${challenge}`).digest()
    if (!(await this.used.use(key, new Date(this.clock.nowMs() + CHALLENGE_REUSE_MS))))
      throw new errors.InvalidRequest('code_challenge was used before')
  }
}

function hintOf(hint: string): string {
  if (isDid(hint)) return hint
  const handle = hint.toLowerCase().replace(/^@/, '')
  if (!isHandle(handle)) throw new errors.InvalidRequest('login_hint must be a handle or a DID')
  return handle
}
