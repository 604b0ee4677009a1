import { Injectable } from '@nestjs/common'
import type { Queryable } from '../../database/index.js'
import { ArchiveRequests, type WantedArchive } from './archive-requests.js'
import { ArchiveStore } from './archive.store.js'

/** How long the archives of a hold outlive it. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000

/** The archives that belong to holds. */
@Injectable()
export class HoldArchives {
  constructor(
    private readonly requests: ArchiveRequests,
    private readonly store: ArchiveStore,
  ) {}

  /** Asks for one inside the caller's transaction. */
  ask(tx: Queryable, wanted: WantedArchive): Promise<void> {
    return this.requests.ask(tx, wanted)
  }

  /** A hold has ended: its archives are kept for a month. */
  ended(tx: Queryable, holdId: string, at: Date): Promise<void> {
    return this.store.expire(tx, { holdId }, new Date(at.getTime() + KEPT_MS))
  }
}
