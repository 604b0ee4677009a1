import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Injectable } from '@nestjs/common'
import { UploadSpool } from '../../blob/index.js'
import type { ArchiveFile } from './archive.js'

/** Keeps on this machine's disk, for a while, what has to be known whole before it is sent on. */
@Injectable()
export class ArchiveSpool {
  constructor(private readonly spool: UploadSpool) {}

  /** Writes a stream to a file; when this throws, there is none. @returns where, and how many bytes */
  async write(source: AsyncIterable<Uint8Array>): Promise<{ path: string; size: number }> {
    const path = this.spool.newPath()
    let size = 0
    const count = new Transform({
      transform: (piece: Buffer, _encoding, done) => {
        size += piece.length
        done(null, piece)
      },
    })
    try {
      await mkdir(dirname(path), { recursive: true })
      await pipeline(source, count, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
      return { path, size }
    } catch (error) {
      await this.spool.discard({ path, size })
      throw error
    }
  }

  /** The same as a file of an archive. */
  async file(name: string, source: AsyncIterable<Uint8Array>): Promise<ArchiveFile> {
    const { path, size } = await this.write(source)
    const open = () => createReadStream(path) as AsyncIterable<Buffer>
    return { name, size, open, discard: () => this.spool.discard({ path, size }) }
  }

  /** Removes a file, if it is still there. */
  discard(file: { path: string; size: number }): Promise<void> {
    return this.spool.discard(file)
  }
}

/** A file of an archive that is in memory. */
export function textFile(name: string, value: unknown): ArchiveFile {
  const bytes = Buffer.from(`${JSON.stringify(value, undefined, 2)}\n`)
  return { name, size: bytes.length, open: () => [bytes] }
}

/** Lines of JSON as bytes. */
export async function* jsonLines(values: AsyncIterable<unknown>): AsyncGenerator<Buffer> {
  for await (const value of values) yield Buffer.from(`${JSON.stringify(value)}\n`)
}

/** A stream as it is, with its digest (SHA-256, hexadecimal) when it has ended. */
export function digesting(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): {
  stream: AsyncGenerator<Uint8Array>
  digest: () => string
} {
  const hash = createHash('sha256')
  async function* through() {
    for await (const piece of source) {
      hash.update(piece)
      yield piece
    }
  }
  return { stream: through(), digest: () => hash.digest('hex') }
}
