import { Injectable } from '@nestjs/common'
import { type Agent, Audit, type Deed } from '../../audit/index.js'
import { type Queryable, UnitOfWork } from '../../database/index.js'
import { Clock } from '../../telemetry/index.js'
import { NotThere } from '../admin.errors.js'

/** Does what administrators want, and writes it down in the same transaction. */
@Injectable()
export class SsoDeeds {
  constructor(
    private readonly audit: Audit,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** A time from now. */
  in(ms: number): Date {
    return new Date(this.clock.nowMs() + ms)
  }

  /** @param what is done, and its name where it may not be there @throws {NotThere} where `act` says that it is not */
  async do(agent: Agent, deed: Deed, what: string, act: (tx: Queryable) => Promise<boolean>): Promise<void> {
    await this.work.run(async (tx) => {
      if (!(await act(tx))) throw new NotThere(what)
      await this.audit.record(tx, agent, deed)
    })
  }
}
