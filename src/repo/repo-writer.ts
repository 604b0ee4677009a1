import { cidBytesToString, type CidBytes } from '@guildhall/data'
import type { WriteGrant } from '@guildhall/oauth-scopes'
import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { BlobReferences } from '../blob/index.js'
import { recordUri } from './record-uri.js'
import { RepoConfig } from './repo.config.js'
import { InvalidSwap, InvalidWrite } from './repo.errors.js'
import { RepoCommitter } from './repo-committer.js'
import { RevClock } from './rev-clock.js'
import type { ValidatedRecord, ValidationStatus } from './validated-record.js'
import { WriteCounts } from './write-counts.js'
import type { CommitResult, PlannedWrite, RepoView } from './write-job.js'

/** A record as the write methods answer it. */
export interface WrittenRecord {
  uri: string
  cid: string
  /** absent when nothing had to be changed */
  commit?: { cid: string; rev: string }
  validationStatus?: ValidationStatus
}

/** What must hold for a write to be made: the CID of the present commit. */
interface Swap {
  swapCommit?: string | undefined
}

/** The same, and the CID of the present record, or null for that there is none. */
interface RecordSwap extends Swap {
  swapRecord?: string | null | undefined
}

/** What became of a batch: a result for each write, none for deletions. */
interface WrittenBatch {
  commit?: { cid: string; rev: string }
  results: (WrittenRecord | undefined)[]
}

/** One write of a batch. */
export type BatchWrite =
  | { action: 'create'; record: ValidatedRecord }
  | { action: 'update'; record: ValidatedRecord }
  | { action: 'delete'; collection: string; rkey: string }

/**
 * The only way records get into repositories: every method, import of single records and onboarding included.
 * The repository is the grant's; the grant says what may be done there.
 */
@Injectable()
export class RepoWriter {
  constructor(
    private readonly committer: RepoCommitter,
    private readonly blobs: BlobReferences,
    private readonly revs: RevClock,
    private readonly config: RepoConfig,
    private readonly counts: WriteCounts,
  ) {}

  /**
   * Adds a record; a record of a kind that should exist once per subject replaces older ones about the same.
   * @throws InvalidSwap, InvalidWrite (there is one at that key), BlobNotFound
   */
  create(grant: WriteGrant, record: ValidatedRecord, swap: Swap): Promise<WrittenRecord> {
    return this.counts.of(
      [{ action: 'create', collection: record.collection }],
      this.#create(grant, record, swap),
    )
  }

  /**
   * Creates or replaces a record; writing what is already there changes nothing.
   * @param swap `swapRecord` null: there must be no record yet; a CID: that must be the present one
   */
  put(grant: WriteGrant, record: ValidatedRecord, swap: RecordSwap): Promise<WrittenRecord> {
    return this.counts.of([{ action: 'put', collection: record.collection }], this.#put(grant, record, swap))
  }

  /** Deletes a record; deleting what is not there changes nothing. */
  delete(
    grant: WriteGrant,
    target: { collection: string; rkey: string },
    swap: RecordSwap,
  ): Promise<{ commit?: { cid: string; rev: string } }> {
    return this.counts.of(
      [{ action: 'delete', collection: target.collection }],
      this.#delete(grant, target, swap),
    )
  }

  /**
   * Makes several writes as one commit: all of them or none.
   * @throws InvalidWrite when there are too many, or one does not fit what is there
   */
  applyAll(grant: WriteGrant, writes: readonly BatchWrite[], swap: Swap): Promise<WrittenBatch> {
    return this.counts.of(writes.map(actionOf), this.#applyAll(grant, writes, swap))
  }

  async #create(grant: WriteGrant, record: ValidatedRecord, swap: Swap): Promise<WrittenRecord> {
    assertGranted(grant, 'create', record.collection)
    await this.blobs.assertUsable(grant.did, record.blobs)
    const path = this.#pathOf(record)
    const unique = record.subject !== undefined && record.status !== undefined
    const commit = await this.committer.submit(grant.did, {
      paths: [path],
      ...(unique && { about: { collection: record.collection, subject: record.subject! } }),
      plan: (view) => {
        assertCommit(view, swap.swapCommit)
        const older = view.duplicates.filter((other) => other !== path)
        return [...older.map((other) => remove(other)), put('create', path, record)]
      },
    })
    return written(grant.did, path, record, commit)
  }

  async #put(grant: WriteGrant, record: ValidatedRecord, swap: RecordSwap): Promise<WrittenRecord> {
    assertGranted(grant, 'create', record.collection)
    assertGranted(grant, 'update', record.collection)
    await this.blobs.assertUsable(grant.did, record.blobs)
    const path = this.#pathOf(record)
    const commit = await this.committer.submit(grant.did, {
      paths: [path],
      plan: (view) => {
        assertCommit(view, swap.swapCommit)
        const present = view.find(path)
        assertRecord(present, swap.swapRecord)
        if (present && Buffer.compare(present, record.cid) === 0) return []
        return [put(present ? 'update' : 'create', path, record)]
      },
    })
    return written(grant.did, path, record, commit)
  }

  async #delete(
    grant: WriteGrant,
    target: { collection: string; rkey: string },
    swap: RecordSwap,
  ): Promise<{ commit?: { cid: string; rev: string } }> {
    assertGranted(grant, 'delete', target.collection)
    const path = `${target.collection}/${target.rkey}`
    const commit = await this.committer.submit(grant.did, {
      paths: [path],
      plan: (view) => {
        assertCommit(view, swap.swapCommit)
        const present = view.find(path)
        assertRecord(present, swap.swapRecord)
        return present ? [remove(path)] : []
      },
    })
    return commit ? { commit: commitOutput(commit) } : {}
  }

  async #applyAll(grant: WriteGrant, writes: readonly BatchWrite[], swap: Swap): Promise<WrittenBatch> {
    if (writes.length > this.config.writesMax) {
      throw new InvalidWrite(`Too many writes. Max: ${this.config.writesMax}`)
    }
    const planned = writes.map((write) => this.#planned(grant, write))
    await this.blobs.assertUsable(
      grant.did,
      planned.flatMap((write) => write.record?.blobs ?? []),
    )
    const commit = await this.committer.submit(grant.did, {
      paths: planned.map((write) => write.path),
      plan: (view) => {
        assertCommit(view, swap.swapCommit)
        return planned
      },
    })
    return {
      ...(commit && { commit: commitOutput(commit) }),
      results: planned.map(
        (write) => write.record && written(grant.did, write.path, write.record, undefined),
      ),
    }
  }

  #planned(grant: WriteGrant, write: BatchWrite): PlannedWrite {
    if (write.action === 'delete') {
      assertGranted(grant, 'delete', write.collection)
      return remove(`${write.collection}/${write.rkey}`)
    }
    assertGranted(grant, write.action, write.record.collection)
    return put(write.action, this.#pathOf(write.record), write.record)
  }

  #pathOf(record: ValidatedRecord): string {
    return `${record.collection}/${record.rkey ?? this.revs.next()}`
  }
}

function actionOf(write: BatchWrite): { action: BatchWrite['action']; collection: string } {
  return { action: write.action, collection: 'record' in write ? write.record.collection : write.collection }
}

/** A grant that does not cover the write is a mistake of the surface, which had to ask for it. */
function assertGranted(grant: WriteGrant, action: 'create' | 'update' | 'delete', collection: string): void {
  if (!grant.covers(action, collection))
    throw new Error(`the write grant does not cover ${action} ${collection}`)
}

function put(action: 'create' | 'update', path: string, record: ValidatedRecord): PlannedWrite {
  return { action, path, cid: record.cid, record }
}

function remove(path: string): PlannedWrite {
  return { action: 'delete', path }
}

function assertCommit(view: RepoView, expected: string | undefined): void {
  if (expected === undefined) return
  const present = cidBytesToString(view.commit)
  if (present !== expected) throw new InvalidSwap(`Commit was at ${present}`)
}

function assertRecord(present: CidBytes | undefined, expected: string | null | undefined): void {
  if (expected === undefined) return
  const now = present ? cidBytesToString(present) : null
  if (now !== expected) throw new InvalidSwap(`Record was at ${now}`)
}

function commitOutput(commit: CommitResult): { cid: string; rev: string } {
  return { cid: cidBytesToString(commit.cid), rev: commit.rev }
}

function written(
  did: Did,
  path: string,
  record: ValidatedRecord,
  commit: CommitResult | undefined,
): WrittenRecord {
  return {
    uri: recordUri(did, path),
    cid: cidBytesToString(record.cid),
    ...(commit && { commit: commitOutput(commit) }),
    ...(record.status && { validationStatus: record.status }),
  }
}
