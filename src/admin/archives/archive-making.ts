import { Injectable } from '@nestjs/common'
import { LongWork, type WorkRun } from '../../jobs/index.js'
import { Clock } from '../../telemetry/index.js'
import { ArchiveStore } from './archive.store.js'
import { ArchiveVault } from './archive-vault.js'
import { ArchiveWriter } from './archive-writer.js'
import { ExportLetters } from './export-letters.js'

/** The kind of long job. */
export const ARCHIVE = 'account.archive'

/** What the job is told. */
export interface ArchiveWish {
  /** whether the member is told of an export @default true */
  readonly tell?: boolean | undefined
}

/** How long a member's export can be had. */
export const EXPORT_KEPT_MS = 24 * 60 * 60 * 1000

/** Makes archives. One that was interrupted is made anew; one that is there is left alone. */
@Injectable()
export class ArchiveMaking extends LongWork {
  override readonly kind = ARCHIVE
  override readonly unit = 'files'

  constructor(
    private readonly store: ArchiveStore,
    private readonly writer: ArchiveWriter,
    private readonly vault: ArchiveVault,
    private readonly letters: ExportLetters,
    private readonly clock: Clock,
  ) {
    super()
  }

  override async run(input: unknown, { id, signal, progress }: WorkRun): Promise<object | undefined> {
    const archive = await this.store.find(id)
    if (!archive || archive.madeAt) return undefined
    const tell = async (files: number) => {
      signal.throwIfAborted()
      await progress(files)
    }
    const stored = await this.vault.keep(id, this.writer.write(archive, tell))
    const nowMs = this.clock.nowMs()
    const isExport = archive.kind === 'export'
    const expiresAt = isExport ? new Date(nowMs + EXPORT_KEPT_MS) : undefined
    const whom = isExport && (input as ArchiveWish).tell !== false ? archive.did : undefined
    const isMade = await this.letters.made(whom, (tx) =>
      this.store.made(id, stored, new Date(nowMs), expiresAt, tx),
    )
    if (!isMade) await this.vault.discard(stored)
    return { bytes: stored.size }
  }
}
