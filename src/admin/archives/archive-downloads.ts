import { Injectable } from '@nestjs/common'
import { Readable } from 'node:stream'
import { Clock } from '../../telemetry/index.js'
import { NotThere } from '../admin.errors.js'
import type { Archive } from './archive.js'
import { ArchiveStore } from './archive.store.js'
import { ArchiveVault } from './archive-vault.js'

/** Gives archives out: those of members once, within a day; those of holds as often as they are wanted. */
@Injectable()
export class ArchiveDownloads {
  constructor(
    private readonly store: ArchiveStore,
    private readonly vault: ArchiveVault,
    private readonly clock: Clock,
  ) {}

  /** The bytes of an archive. A download that breaks off does not count. @throws {NotThere} */
  async open(archive: Archive): Promise<Readable> {
    const isOnce = archive.kind === 'export'
    const { stored } = archive
    if (!stored) throw new NotThere('archive that can be downloaded')
    if (isOnce && !(await this.store.claim(archive.id, new Date(this.clock.nowMs()))))
      throw new NotThere('archive that can be downloaded')
    const bytes = await this.vault.open(archive.id, stored)
    if (!bytes) throw new NotThere('archive that can be downloaded')
    return Readable.from(isOnce ? this.#once(archive.id, bytes) : bytes, { objectMode: false })
  }

  async *#once(id: string, bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let isWhole = false
    try {
      yield* bytes
      isWhole = true
    } finally {
      await (isWhole ? this.store.drop(id) : this.store.giveBack(id))
    }
  }
}
