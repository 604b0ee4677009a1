import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'
import { LongJobs } from '../../jobs/index.js'
import { TimedId } from '../../telemetry/index.js'
import { type Archive, ARCHIVE_PARTS, type ArchivePartName } from './archive.js'
import { ARCHIVE } from './archive-making.js'
import { ArchiveStore } from './archive.store.js'

/** An archive that is wanted. */
export interface WantedArchive {
  readonly did: Did
  readonly kind: Archive['kind']
  readonly holdId?: string | undefined
  /** @default all */
  readonly include?: readonly ArchivePartName[] | undefined
  readonly requestedBy: string
}

/** Asks for archives, which are made in the background. */
@Injectable()
export class ArchiveRequests {
  constructor(
    private readonly store: ArchiveStore,
    private readonly jobs: LongJobs,
    private readonly ids: TimedId,
  ) {}

  /** Notes an archive that a long job of the same id makes. */
  async note(tx: Queryable, id: string, wanted: WantedArchive): Promise<void> {
    const { did, kind, holdId, include = ARCHIVE_PARTS, requestedBy } = wanted
    await this.store.add(tx, {
      ...{ id, did, kind, holdId, include, requestedBy, createdAt: new Date(this.ids.nowMs()) },
      ...{ madeAt: undefined, expiresAt: undefined, downloadedAt: undefined, stored: undefined },
    })
  }

  /** Asks for one inside the caller's transaction. */
  async ask(tx: Queryable, wanted: WantedArchive): Promise<void> {
    const id = this.ids.next()
    await this.note(tx, id, wanted)
    await this.jobs.add(tx, { id, kind: ARCHIVE, input: {}, requestedBy: wanted.requestedBy })
  }
}
