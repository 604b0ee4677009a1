import { DpopNonces, DpopProofs, OAuthError } from '@guildhall/oauth'
import { Injectable } from '@nestjs/common'
import type { KoaContextWithOIDC, Provider } from 'oidc-provider'
import { ServiceConfig } from '../../config/index.js'
import { Clock } from '../../telemetry/index.js'
import { ClientAuthentication } from '../clients/client-authentication.js'
import { type FormFields, readFields } from '../form-body.js'
import { setAuth } from './request-auth.js'
import { SessionRevocation } from '../sessions/session-revocation.js'
import { judgeNonces } from './nonce-judge.js'
import { ENDPOINTS } from './provider-settings.js'

const STATUS = { ok: 200, invalid: 400, unauthenticated: 401, notAllowed: 405, tooBusy: 503 } as const

const CLIENT_ENDPOINTS: ReadonlySet<string> = new Set([
  ENDPOINTS.pushed_authorization_request,
  ENDPOINTS.token,
  ENDPOINTS.revocation,
])

type Next = () => Promise<unknown>

/**
 * Stands before the endpoints that clients call. A proof without a good nonce is answered before it is asked who the
 * client is: clients send the very same request again, and an assertion is good once.
 */
@Injectable()
export class EndpointGate {
  readonly #proofs: DpopProofs

  constructor(
    private readonly nonces: DpopNonces,
    private readonly authentication: ClientAuthentication,
    private readonly revocation: SessionRevocation,
    private readonly config: ServiceConfig,
    clock: Clock,
  ) {
    this.#proofs = new DpopProofs(nonces, () => clock.nowMs())
  }

  /** Has every request of a provider pass here first. */
  standBefore(provider: Provider): void {
    provider.use((ctx, next) => this.#guard(ctx as KoaContextWithOIDC, next))
    judgeNonces(provider, this.nonces)
  }

  async #guard(ctx: KoaContextWithOIDC, next: Next): Promise<void> {
    // Pages are for whoever sits there: no script of another origin reads them.
    if (!CLIENT_ENDPOINTS.has(ctx.path)) return void (await next())
    ctx.set('access-control-allow-origin', '*')
    ctx.set('access-control-expose-headers', 'DPoP-Nonce, WWW-Authenticate')
    ctx.set('cache-control', 'no-store')
    ctx.set('pragma', 'no-cache')
    ctx.set('dpop-nonce', this.nonces.next())
    try {
      await this.#pass(ctx, next)
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error
      ctx.status = statusOf(error)
      ctx.body = { error: error.code, error_description: error.message }
    }
    ctx.set('dpop-nonce', this.nonces.next())
  }

  async #pass(ctx: KoaContextWithOIDC, next: Next): Promise<void> {
    if (ctx.method !== 'POST') {
      ctx.status = STATUS.notAllowed
      ctx.set('allow', 'POST')
      ctx.body = { error: 'invalid_request', error_description: 'the method must be POST' }
      return
    }
    const dpopThumbprint = ctx.path === ENDPOINTS.revocation ? undefined : this.#keyOf(ctx)
    if (ctx.get('authorization'))
      throw new OAuthError('invalid_client', 'clients prove who they are by client_assertion')
    const fields = await readFields(ctx.req)
    const client = await this.authentication.authenticate(fields, dpopThumbprint)
    setAuth(ctx.req, { ...client, dpopThumbprint })
    if (ctx.path === ENDPOINTS.revocation) return this.#revoke(ctx, fields, client.client.clientId)
    handOn(ctx, fields)
    await next()
    if (ctx.path === ENDPOINTS.token && ctx.status === STATUS.ok) addSubject(ctx)
  }

  async #revoke(ctx: KoaContextWithOIDC, { token }: FormFields, clientId: string): Promise<void> {
    if (!token) throw new OAuthError('invalid_request', 'token is required')
    await this.revocation.revoke(token, clientId)
    ctx.status = STATUS.ok
    ctx.body = {}
  }

  /** Signature and use before are for oidc-provider to check; how old a proof is, with a good nonce, it does not ask. */
  #keyOf(ctx: KoaContextWithOIDC): string {
    const proof = ctx.get('dpop')
    if (proof === '') throw new OAuthError('invalid_dpop_proof', 'a DPoP proof is required')
    const url = `${this.config.publicUrl}${ctx.path}`
    return this.#proofs.readUnverified(proof, { method: ctx.method, url }).thumbprint
  }
}

/** The body was read; oidc-provider takes what it finds in its place. */
function handOn(ctx: KoaContextWithOIDC, fields: FormFields): void {
  const { client_assertion, client_assertion_type, ...rest } = fields
  Object.assign(ctx.req, { body: rest })
  ctx.req.headers['content-type'] = 'application/x-www-form-urlencoded'
}

/** Clients have to compare whom they have signed in with whom they wanted to. */
function addSubject(ctx: KoaContextWithOIDC): void {
  ctx.body = { ...(ctx.body as object), sub: ctx.oidc.account!.accountId }
}

function statusOf({ code }: OAuthError): number {
  if (code === 'temporarily_unavailable') return STATUS.tooBusy
  return code === 'invalid_client' ? STATUS.unauthenticated : STATUS.invalid
}
