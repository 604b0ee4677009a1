import type { AdapterPayload } from 'oidc-provider'
import { CodeAdapter } from './code-adapter.js'

/** Refresh tokens: as codes; one is kept in the same step in which the code or the token before it is used up. */
export class RefreshTokenAdapter extends CodeAdapter {
  /** @throws what the client is told when another request has used the former one at the same moment */
  override async upsert(id: string, payload: AdapterPayload, expiresInS?: number): Promise<void> {
    const used = this.keeping.presented.takeUsed()
    if (!used) return super.upsert(id, payload, expiresInS)
    const next = this.toModel(id, payload, expiresInS)
    if (!(await this.keeping.store.replace(used, next, this.now()))) await this.refuse(used)
  }
}
