import { Injectable } from '@nestjs/common'
import { Contributions } from '../../contributions/index.js'
import { AuditKeys } from '../../audit/index.js'
import { TAR_END, tarHeader, tarPadding } from '../../blob/index.js'
import { Clock } from '../../telemetry/index.js'
import {
  type Archive,
  ARCHIVE_PARTS,
  type ArchiveFile,
  type ArchiveManifest,
  MANIFEST,
  SIGNATURE,
} from './archive.js'
import { ArchiveSource } from './archive-source.js'
import { digesting } from './archive-spool.js'

/** How far writing is. */
export type TellFiles = (files: number) => Promise<void>

/**
 * Writes archives: a tar of all files, then a manifest with their digests, then its signature by the key that signs the
 * audit's checkpoints.
 */
@Injectable()
export class ArchiveWriter {
  constructor(
    private readonly contributions: Contributions,
    private readonly keys: AuditKeys,
    private readonly clock: Clock,
  ) {}

  /** The bytes of an archive, made while they are read. @param tell is told of each file that is done */
  async *write(archive: Archive, tell: TellFiles): AsyncGenerator<Uint8Array> {
    const changedMs = this.clock.nowMs()
    const files: { name: string; size: number; sha256: string }[] = []
    const missing: string[] = []
    for await (const file of this.#files(archive, (what) => missing.push(what))) {
      const { name, size } = file
      const { stream, digest } = digesting(file.open())
      try {
        yield tarHeader({ name, size, changedMs })
        yield* stream
        yield tarPadding(size)
      } finally {
        await file.discard?.()
      }
      files.push({ name, size, sha256: digest() })
      await tell(files.length)
    }
    const manifest = Buffer.from(`${JSON.stringify(this.#manifest(archive, files, missing), undefined, 2)}\n`)
    yield* whole(MANIFEST, manifest, changedMs)
    const key = await this.keys.signer()
    const signature = Buffer.from(key.sign(manifest)).toString('hex')
    yield* whole(SIGNATURE, Buffer.from(`${key.didKey} ${signature}\n`), changedMs)
    yield TAR_END
  }

  async *#files(archive: Archive, missing: (what: string) => void): AsyncGenerator<ArchiveFile> {
    const sources = this.contributions.of(ArchiveSource)
    for (const part of ARCHIVE_PARTS.filter((one) => archive.include.includes(one))) {
      const source = sources.find(({ parts }) => parts.includes(part))
      if (source) yield* source.files(part, archive, missing)
    }
  }

  #manifest(
    { id, kind, did, holdId, include, requestedBy }: Archive,
    files: ArchiveManifest['files'],
    missing: readonly string[],
  ): ArchiveManifest {
    return {
      format: 'guildhall account archive 1',
      ...{ archive: id, kind, subject: did, hold: holdId, parts: include, requestedBy },
      madeAt: this.clock.nowIso(),
      ...{ files, missing },
    }
  }
}

function* whole(name: string, bytes: Buffer, changedMs: number): Generator<Uint8Array> {
  yield tarHeader({ name, size: bytes.length, changedMs })
  yield bytes
  yield tarPadding(bytes.length)
}
