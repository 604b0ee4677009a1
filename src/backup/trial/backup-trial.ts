import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Injectable } from '@nestjs/common'
import type pg from 'pg'
import { connect, DatabaseConfig, EmbeddedSource, type Queryable } from '../../database/index.js'
import { Refusal } from '../../refusal.js'
import { Clock, Log } from '../../telemetry/index.js'
import { ArchiveReader } from '../archive/archive-reader.js'
import { findBackup } from '../archive/backup-list.js'
import { rowsOf } from '../archive/manifest.js'
import { BackupNotFound } from '../backup.errors.js'
import { checkBlobs } from '../restoring/archive-check.js'
import { type OpenedKeys, openArchivedKeys } from '../restoring/archived-keys.js'
import { loadDatabase } from '../restoring/database-load.js'
import { RestoredKeys } from '../restoring/restored-keys.js'
import type { BackupPlace } from '../store/backup-places.js'
import { checkRepos, type ReposFindings } from './trial-repos.js'

/** Which backup is tried, and where. */
export interface TrialOrder {
  /** the newest one, unless another one is named */
  readonly id?: string | undefined
  /** where the database of the trial may lie for a while; the directory for temporary files otherwise */
  readonly scratch?: string | undefined
  readonly onProgress?: ((step: 'repositories' | 'blobs', done: number, of: number) => void) | undefined
}

/** What a trial has found. */
export interface TrialReport {
  readonly id: string
  readonly madeAt: string
  readonly accounts: number
  readonly repos: Omit<ReposFindings, 'faults'>
  readonly blobs: { readonly count: number; readonly bytes: number; readonly lost: number }
  /** undefined where the key-encryption key was made just now, so that no backup can know it */
  readonly keys: OpenedKeys | undefined
  /** everything that is wrong, in words */
  readonly faults: readonly string[]
  /** how long it took to have the database back, and to look at it all (ms) */
  readonly restoreMs: number
  readonly totalMs: number
}

/** Restores a backup into a scratch directory, and checks all of it. */
@Injectable()
export class BackupTrial {
  constructor(
    private readonly keys: RestoredKeys,
    private readonly config: DatabaseConfig,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** @throws BackupNotFound, WrongBackupKey, BackupTooNew, BackupPlaceUnavailable; what is damaged is a fault in the report */
  async run(place: BackupPlace, { id, scratch = tmpdir(), onProgress }: TrialOrder): Promise<TrialReport> {
    const beganMs = this.clock.nowMs()
    const found = await findBackup(place.store, id)
    if (!found) throw new BackupNotFound(id, place.store.description)
    const reader = await ArchiveReader.open(place, found.id)
    const { manifest } = reader
    const of = rowsOf(manifest, 'blob')
    const trial = await this.#inScratch(scratch, (source) => this.#database(source, reader, onProgress))
    const blobs = await checkBlobs(reader, (done) => onProgress?.('blobs', done, of))
    const { faults: repoFaults, ...repos } = trial.repos
    return {
      ...{ id: manifest.id, madeAt: manifest.madeAt, accounts: rowsOf(manifest, 'account'), repos },
      blobs: { count: blobs.blobs, bytes: blobs.blobBytes, lost: manifest.blobs.lost.length },
      keys: trial.keys,
      faults: [...trial.faults, ...repoFaults, ...keyFaults(trial.keys), ...blobs.faults],
      restoreMs: trial.restoredMs - beganMs,
      totalMs: this.clock.nowMs() - beganMs,
    }
  }

  async #inScratch<T>(scratch: string, use: (source: EmbeddedSource) => Promise<T>): Promise<T> {
    const directory = await mkdtemp(join(scratch, 'guildhall-trial-'))
    const settings = { ...this.config, embeddedDurable: false }
    const source = new EmbeddedSource(settings, { dataDirectory: directory }, this.log)
    try {
      await source.start()
      return await use(source)
    } finally {
      await source.stop()
      await rm(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
    }
  }

  async #database(source: EmbeddedSource, reader: ArchiveReader, onProgress: TrialOrder['onProgress']) {
    const nothing = { repos: 0, records: 0, missingBlobs: 0, faults: [] }
    try {
      await loadDatabase(source, reader, this.log, async () => undefined)
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'BackupDamaged') throw error
      return { repos: nothing, keys: undefined, faults: [error.message], restoredMs: this.clock.nowMs() }
    }
    const restoredMs = this.clock.nowMs()
    const of = rowsOf(reader.manifest, 'repo')
    const client = await connect(source)
    try {
      const repos = await checkRepos(asQueryable(client), (done) => onProgress?.('repositories', done, of))
      return { repos, keys: await this.#keys(reader), faults: [], restoredMs }
    } finally {
      await client.end()
    }
  }

  async #keys(reader: ArchiveReader): Promise<OpenedKeys | undefined> {
    if (this.keys.isNew && reader.manifest.secrets.length === 0) return undefined
    return openArchivedKeys(reader, await this.keys.vaultFor(reader))
  }
}

function asQueryable(client: pg.ClientBase): Queryable {
  return client as unknown as Queryable
}

function keyFaults(keys: OpenedKeys | undefined): string[] {
  if (!keys || keys.opened === keys.keys) return []
  return [`${keys.keys - keys.opened} of ${keys.keys} signing keys cannot be opened with the keys at hand`]
}
