import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { UnitOfWork } from '../database/index.js'
import { Clock } from '../telemetry/index.js'
import { type ListedSession, RefreshTokenStore } from './refresh-token.store.js'
import { SessionEndings } from './session-endings.js'

/** The sessions that were opened with a password of an account: its owner looks at them and ends them. */
@Injectable()
export class OpenSessions {
  constructor(
    private readonly store: RefreshTokenStore,
    private readonly endings: SessionEndings,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** All of an account, the one that was used last first. */
  listOf(did: Did): Promise<ListedSession[]> {
    return this.store.listOf(did, new Date(this.clock.nowMs()))
  }

  /** Ends one of an account. @returns whether it has one of this id */
  end(did: Did, sessionId: string): Promise<boolean> {
    return this.work.run((tx) => this.endings.endOne(tx, did, sessionId))
  }

  /** Ends all of an account. */
  endAll(did: Did): Promise<void> {
    return this.work.run((tx) => this.endings.endAll(tx, did))
  }
}
