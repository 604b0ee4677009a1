import { Injectable } from '@nestjs/common'
import { Audit } from '../../audit/index.js'
import { UnitOfWork } from '../../database/index.js'
import { outranks } from '../../roles/index.js'
import { Clock } from '../../telemetry/index.js'
import type { Administrator } from '../access/administrator.js'
import { NotThere, TokenNotYours } from '../admin.errors.js'
import { reachable } from './reachable-token.js'
import { makerOf } from './token-issue.js'
import { TokenMakers } from './token-makers.js'
import { TokenStore } from './token.store.js'

/** Makes tokens good for nothing. */
@Injectable()
export class TokenRevocation {
  constructor(
    private readonly store: TokenStore,
    private readonly makers: TokenMakers,
    private readonly audit: Audit,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Revokes a token. Whoever made it may, and those who rank above them. @throws {NotThere | TokenNotYours} */
  async revoke(id: string, { agent, grants }: Administrator): Promise<void> {
    const token = reachable(await this.store.find(id), grants)
    const target = { type: 'token', id }
    const isTheirs = makerOf(agent) === token.createdBy
    if (!isTheirs && !outranks(grants.priority, await this.makers.rankOf(token))) {
      await this.audit.note(agent, { action: 'token.revoke', outcome: 'denied', target })
      throw new TokenNotYours()
    }
    await this.work.run(async (tx) => {
      if (!(await this.store.revoke(tx, id, new Date(this.clock.nowMs())))) throw new NotThere('token')
      await this.audit.record(tx, agent, { action: 'token.revoke', target })
    })
  }
}
