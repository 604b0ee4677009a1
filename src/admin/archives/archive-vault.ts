import { Injectable } from '@nestjs/common'
import { seal, unseal } from '../../backup/index.js'
import { KeyVault } from '../../identity/index.js'
import { Random } from '../../telemetry/index.js'
import type { StoredArchive } from './archive.js'
import { ArchiveKeyTable } from './archive-key-table.js'
import { ArchivePlaces } from './archive-places.js'
import { ArchiveSpool } from './archive-spool.js'

const KEY_BYTES = 32

/** Keeps archives in the store of blobs, sealed: whoever has the store, and no key-encryption key, has nothing. */
@Injectable()
export class ArchiveVault {
  constructor(
    private readonly places: ArchivePlaces,
    private readonly spool: ArchiveSpool,
    private readonly vault: KeyVault,
    private readonly table: ArchiveKeyTable,
    private readonly random: Random,
  ) {}

  /** Seals what is written, and keeps it. @throws BlobStoreUnavailable, and what the source throws */
  async keep(id: string, source: AsyncIterable<Uint8Array>): Promise<StoredArchive> {
    const key = this.random.bytes(KEY_BYTES)
    const file = await this.spool.write(seal(source, key))
    const wrapped = await this.vault.wrap(key, this.table.contextOf(id))
    const objectKey = await this.places.put(file)
    return { objectKey, size: file.size, key: wrapped }
  }

  /** Lets go of what {@link keep} has kept, and nobody has noted. */
  discard({ objectKey }: StoredArchive): Promise<void> {
    return this.places.remove(objectKey)
  }

  /** The bytes of an archive as it was written; undefined if they are lost. @throws UnsealFailure while iterating */
  async open(id: string, { objectKey, key }: StoredArchive): Promise<AsyncIterable<Buffer> | undefined> {
    const sealed = await this.places.open(objectKey)
    if (!sealed) return undefined
    return unseal(sealed, await this.vault.unwrap(key, this.table.contextOf(id)))
  }
}
