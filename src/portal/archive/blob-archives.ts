import { Readable } from 'node:stream'
import { cidBytesToString, cidStringToBytes, DataModelError } from '@guildhall/data'
import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { BlobTableStore, ServedBlobs, TAR_END, tarBytesOf, tarHeader, tarPadding } from '../../blob/index.js'
import { Clock } from '../../telemetry/index.js'
import { NothingThere } from '../portal.errors.js'
import { BlobIndex, type IndexedBlob } from './blob-index.js'

/** Files in one archive: what is to be in it is kept in memory. */
const PART_FILES_MAX = 100_000
/** Files that are listed by one query. */
const PAGE_FILES = 2_000

const MANIFEST = 'manifest.jsonl'
/** Zeros stand in for bytes that are lost, so that the archive is as large as was said; the folder says so. */
const FOLDER = { found: 'blobs', lost: 'lost' } as const
const ZEROS = Buffer.alloc(64 * 1024)

/** Which files, by their CIDs: after one, up to another. */
export type ArchiveRange = Readonly<Record<string, string>>

/** A part of the files of an account. */
export interface ArchivePart {
  readonly range: ArchiveRange
  readonly count: number
  /** of the files, without what the archive adds */
  readonly bytes: number
}

/** An archive that is about to be sent. */
export interface BlobArchive {
  /** exactly so many */
  readonly bytes: number
  readonly stream: Readable
}

/**
 * All files of an account as a tar archive: a manifest, one JSON object per line, then the files under their CIDs. It is
 * made while it is sent; its size is known before, so that browsers show how far it is. What anybody may see is in it.
 */
@Injectable()
export class BlobArchives {
  constructor(
    private readonly table: BlobTableStore,
    private readonly blobs: ServedBlobs,
    private readonly clock: Clock,
  ) {}

  /** The archives that there are; none for an account without files. */
  async parts(did: Did): Promise<ArchivePart[]> {
    const parts = await this.table.parts(did, PART_FILES_MAX)
    return parts.map(({ count, bytes }, index) => {
      const after = index > 0 && cidBytesToString(parts[index - 1]!.upTo)
      // What is uploaded from now on belongs to the last part.
      const upTo = index < parts.length - 1 && cidBytesToString(parts[index]!.upTo)
      return { count, bytes, range: { ...(after && { after }), ...(upTo && { upTo }) } }
    })
  }

  /** @throws {NothingThere} for a range that is none */
  async open(did: Did, { after, upTo }: ArchiveRange): Promise<BlobArchive> {
    const index = await this.#index(did, cidIn(after), cidIn(upTo))
    let manifestBytes = 0
    let bytes = TAR_END.length
    for (const blob of index) {
      manifestBytes += lineOf(blob).length
      bytes += tarBytesOf(blob.size)
    }
    bytes += tarBytesOf(manifestBytes)
    return { bytes, stream: Readable.from(this.#write(did, index, manifestBytes), { objectMode: false }) }
  }

  async #index(did: Did, after: Uint8Array | undefined, upTo: Uint8Array | undefined): Promise<BlobIndex> {
    const index = new BlobIndex()
    for (let last = after; ;) {
      const page = await this.table.list(did, { after: last, upTo }, PAGE_FILES)
      index.add(page)
      last = page.at(-1)?.cid
      if (page.length < PAGE_FILES || index.length >= 2 * PART_FILES_MAX) return index
    }
  }

  async *#write(did: Did, index: BlobIndex, manifestBytes: number): AsyncGenerator<Buffer> {
    const changedMs = this.clock.nowMs()
    yield tarHeader({ name: MANIFEST, size: manifestBytes, changedMs })
    for (const blob of index) yield lineOf(blob)
    yield tarPadding(manifestBytes)
    for (const blob of index) {
      const bytes = await (await this.blobs.find(did, blob.cid))?.open()
      const folder = bytes ? FOLDER.found : FOLDER.lost
      yield tarHeader({ name: `${folder}/${blob.name}`, size: blob.size, changedMs })
      yield* bytes ? exactly(bytes, blob.size) : zeros(blob.size)
      yield tarPadding(blob.size)
    }
    yield TAR_END
  }
}

function lineOf({ cid, mimeType, size, name }: IndexedBlob): Buffer {
  const line = { cid: cidBytesToString(cid), type: mimeType, size, file: `${FOLDER.found}/${name}` }
  return Buffer.from(`${JSON.stringify(line)}\n`)
}

/** Another length than was said would break everything after it: the reader must not take it for whole. */
async function* exactly(stream: Readable, size: number): AsyncGenerator<Buffer> {
  let left = size
  for await (const piece of stream as AsyncIterable<Buffer>) {
    left -= piece.length
    if (left < 0) break
    yield piece
  }
  if (left !== 0) throw new Error('a blob in the store has another size than it should have')
}

function* zeros(size: number): Generator<Buffer> {
  for (let left = size; left > 0; left -= ZEROS.length) yield ZEROS.subarray(0, Math.min(left, ZEROS.length))
}

function cidIn(text: string | undefined): Uint8Array | undefined {
  if (text === undefined) return undefined
  try {
    return cidStringToBytes(text)
  } catch (error) {
    if (error instanceof DataModelError) throw new NothingThere()
    throw error
  }
}
