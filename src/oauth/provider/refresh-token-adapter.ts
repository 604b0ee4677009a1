import type { AdapterPayload } from 'oidc-provider'
import { CodeAdapter } from './code-adapter.js'
import { errors, Provider } from './oidc-library.js'

/** Refresh tokens: as codes, and one is used up in the same step in which the next one is kept. */
export class RefreshTokenAdapter extends CodeAdapter {
  /** what was used, by the request that did */
  readonly #used = new WeakMap<object, string>()

  /** There is always a next one, and until it is kept nothing was given out. */
  override async consume(id: string): Promise<void> {
    const request = Provider.ctx
    if (!request) return super.consume(id)
    this.#used.set(request, id)
  }

  /** @throws what the client is told when another request has used the former one at the same moment */
  override async upsert(id: string, payload: AdapterPayload, expiresInS?: number): Promise<void> {
    const used = Provider.ctx && this.#used.get(Provider.ctx)
    if (used === undefined) return super.upsert(id, payload, expiresInS)
    const next = this.toModel(id, payload, expiresInS)
    if (!(await this.keeping.store.replace(this.keyOf(used), next, this.now())))
      throw new errors.InvalidGrant(`${this.kind} was used before`)
  }
}
