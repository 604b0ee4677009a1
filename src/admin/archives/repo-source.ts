import { Injectable } from '@nestjs/common'
import { cidBytesToString } from '@guildhall/data'
import type { Did } from '@guildhall/syntax'
import type { Readable } from 'node:stream'
import { BlobStore, BlobTableStore, extensionOf } from '../../blob/index.js'
import { RepoLifeStore } from '../../repo/index.js'
import { RepoExporter } from '../../sync/index.js'
import type { Archive, ArchiveFile, ArchivePartName } from './archive.js'
import { ArchiveSource } from './archive-source.js'
import { ArchiveSpool, jsonLines } from './archive-spool.js'

/** Blobs, and records, read at a time. */
const BATCH = 200

/** The repository, records that a hold has kept, and the files: also those that were taken down. */
@Injectable()
export class RepoSource extends ArchiveSource {
  override readonly parts = ['repo', 'blobs'] as const

  constructor(
    private readonly exporter: RepoExporter,
    private readonly repos: RepoLifeStore,
    private readonly table: BlobTableStore,
    private readonly store: BlobStore,
    private readonly spool: ArchiveSpool,
  ) {
    super()
  }

  override files(
    part: ArchivePartName,
    { did, kind }: Archive,
    missing: (what: string) => void,
  ): AsyncIterable<ArchiveFile> {
    return part === 'repo' ? this.#repo(did, kind, missing) : this.#blobs(did, missing)
  }

  async *#repo(
    did: Did,
    kind: Archive['kind'],
    missing: (what: string) => void,
  ): AsyncGenerator<ArchiveFile> {
    const car = await this.exporter.export(did, { isPrivate: true })
    if (car) yield await this.spool.file('repo.car', car as AsyncIterable<Buffer>)
    else missing('the repository')
    // Members are not told that they are held: nothing of theirs has the file, not even an empty one.
    if (kind === 'hold') yield await this.spool.file('held-records.jsonl', jsonLines(this.#heldRecords(did)))
  }

  async *#heldRecords(did: Did): AsyncGenerator<object> {
    for (let after = 0; ;) {
      const records = await this.repos.heldRecords(did, after, BATCH)
      for (const { path, cid, content, rev, goneAt } of records) {
        const bytes = Buffer.from(content).toString('base64')
        yield {
          uri: `at://${did}/${path}`,
          cid: cidBytesToString(cid),
          rev,
          goneAt: goneAt.toISOString(),
          bytes,
        }
      }
      if (records.length < BATCH) return
      after = records.at(-1)!.id
    }
  }

  async *#blobs(did: Did, missing: (what: string) => void): AsyncGenerator<ArchiveFile> {
    let after: Uint8Array | undefined
    for (;;) {
      const page = await this.table.moderated(did, {}, { descending: false, after, limit: BATCH })
      const stored = await this.table.find(
        did,
        page.map(({ cid }) => cid),
      )
      for (const { cid, mimeType, size, objectKey } of stored) {
        const name = cidBytesToString(cid)
        const bytes = await this.store.open(objectKey)
        if (bytes)
          yield { name: `blobs/${name}.${extensionOf(mimeType)}`, size, open: () => exactly(bytes, size) }
        else missing(`the bytes of the blob ${name}`)
      }
      if (page.length < BATCH) return
      after = page.at(-1)!.cid
    }
  }
}

/** Another length than was said would break everything after it. */
async function* exactly(stream: Readable, size: number): AsyncGenerator<Buffer> {
  let left = size
  for await (const piece of stream as AsyncIterable<Buffer>) {
    left -= piece.length
    if (left < 0) break
    yield piece
  }
  if (left !== 0) throw new Error('a blob in the store has another size than it should have')
}
