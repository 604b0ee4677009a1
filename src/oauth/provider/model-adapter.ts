import type { Adapter, AdapterPayload } from 'oidc-provider'
import type { Clock } from '../../telemetry/index.js'
import type { OauthModelStore } from '../state/oauth-model.store.js'
import { errors } from './oidc-library.js'

const DEFAULT_LIFETIME_S = 3_600

/** Keeps one kind of model for oidc-provider. Its own checks read first and write later; here, one statement decides. */
export class ModelAdapter implements Adapter {
  constructor(
    private readonly kind: string,
    private readonly store: OauthModelStore,
    private readonly clock: Clock,
    /** ends the session that something belongs to which was used twice */
    private readonly onReuse: (grantId: string) => Promise<void>,
  ) {}

  /** The id stays out of what is stored: for codes and refresh tokens, it is the secret. */
  async upsert(id: string, payload: AdapterPayload, expiresInS = DEFAULT_LIFETIME_S): Promise<void> {
    const { jti: _secret, ...rest } = payload
    const grantId = this.kind === 'Grant' ? id : payload.grantId
    const expiresAt = new Date(this.clock.nowMs() + expiresInS * 1000)
    await this.store.put({ kind: this.kind, id }, rest, grantId, expiresAt)
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const model = await this.store.find({ kind: this.kind, id }, new Date(this.clock.nowMs()))
    if (!model) return undefined
    const consumed = model.consumedAt && Math.floor(model.consumedAt.getTime() / 1000)
    return { ...model.payload, jti: id, ...(consumed !== undefined && { consumed }) } as AdapterPayload
  }

  /** @throws what the client is told when another request has used it at the same moment */
  async consume(id: string): Promise<void> {
    const key = { kind: this.kind, id }
    const now = new Date(this.clock.nowMs())
    if (await this.store.consume(key, now)) return
    if (this.kind === 'PushedAuthorizationRequest')
      throw new errors.InvalidRequest('request_uri was used before')
    const grantId = (await this.store.find(key, now))?.payload.grantId
    // Of a refresh at the same moment only one succeeds, and that is all; a code is never used twice by mistake.
    if (this.kind === 'AuthorizationCode' && typeof grantId === 'string') await this.onReuse(grantId)
    throw new errors.InvalidGrant(`${this.kind} was used before`)
  }

  async destroy(id: string): Promise<void> {
    await this.store.remove({ kind: this.kind, id })
  }

  /** Whoever ends a grant ends the session, and everything of it with it. */
  async revokeByGrantId(grantId: string): Promise<void> {
    await this.onReuse(grantId)
  }

  findByUserCode(): Promise<undefined> {
    return Promise.resolve(undefined)
  }

  /** Only sessions of oidc-provider are looked for by it, and they are not used here. */
  findByUid(): Promise<undefined> {
    return Promise.resolve(undefined)
  }
}
