import type { Adapter, AdapterPayload } from 'oidc-provider'
import type { ModelKey, NewModel, StoredModel } from '../state/oauth-model.store.js'
import type { ModelKeeping } from './model-keeping.js'
import { errors } from './oidc-library.js'

const DEFAULT_LIFETIME_S = 3_600

/** Keeps one kind of model for oidc-provider. Its own checks read first and write later; here, one statement decides. */
export class ModelAdapter implements Adapter {
  constructor(
    protected readonly kind: string,
    protected readonly keeping: ModelKeeping,
  ) {}

  async upsert(id: string, payload: AdapterPayload, expiresInS?: number): Promise<void> {
    await this.keeping.store.put(this.toModel(id, payload, expiresInS))
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const model = await this.read(this.keyOf(id), this.now())
    if (!model) return undefined
    const consumed = model.consumedAt && Math.floor(model.consumedAt.getTime() / 1000)
    return { ...model.payload, jti: id, ...(consumed !== undefined && { consumed }) } as AdapterPayload
  }

  /** @throws what the client is told when another request has used it at the same moment */
  async consume(id: string): Promise<void> {
    const key = this.keyOf(id)
    if (!(await this.keeping.store.consume(key, this.now()))) await this.refuse(key)
  }

  async destroy(id: string): Promise<void> {
    await this.keeping.store.remove(this.keyOf(id))
  }

  /** Whoever ends a grant ends the session, and everything of it with it. */
  async revokeByGrantId(grantId: string): Promise<void> {
    await this.keeping.endings.end(grantId)
  }

  findByUserCode(): Promise<undefined> {
    return Promise.resolve(undefined)
  }

  /** Only sessions of oidc-provider are looked for by it, and they are not used here. */
  findByUid(): Promise<undefined> {
    return Promise.resolve(undefined)
  }

  /** Looks a model up that has not expired. */
  protected read(key: ModelKey, now: Date): Promise<StoredModel | undefined> {
    return this.keeping.store.find(key, now)
  }

  /** The id stays out of what is stored: for codes and refresh tokens, it is the secret. */
  protected toModel(id: string, payload: AdapterPayload, expiresInS = DEFAULT_LIFETIME_S): NewModel {
    const { jti: _secret, ...rest } = payload
    const grantId = this.kind === 'Grant' ? id : payload.grantId
    const expiresAt = new Date(this.keeping.clock.nowMs() + expiresInS * 1000)
    return { key: this.keyOf(id), payload: rest, grantId, expiresAt }
  }

  /** Refuses what was used before; a code takes with it what it has given. */
  protected async refuse(key: ModelKey): Promise<never> {
    if (key.kind === 'PushedAuthorizationRequest')
      throw new errors.InvalidRequest('request_uri was used before')
    const grantId = (await this.keeping.store.find(key, this.now()))?.payload.grantId
    // Of a refresh at the same moment only one succeeds, and that is all; a code is never used twice by mistake.
    if (key.kind === 'AuthorizationCode' && typeof grantId === 'string')
      await this.keeping.endings.end(grantId)
    throw new errors.InvalidGrant(`${key.kind} was used before`)
  }

  protected keyOf(id: string): ModelKey {
    return { kind: this.kind, id }
  }

  protected now(): Date {
    return new Date(this.keeping.clock.nowMs())
  }
}
