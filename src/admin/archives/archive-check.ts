import { verifySignature } from '@guildhall/crypto'
import { Injectable } from '@nestjs/common'
import { AuditKeys } from '../../audit/index.js'
import { type Archive, type ArchiveManifest, MANIFEST, SIGNATURE } from './archive.js'
import { digesting } from './archive-spool.js'
import { ArchiveVault } from './archive-vault.js'
import { readTar } from './tar-reader.js'

/** What was found in an archive. */
export interface ArchiveFindings {
  readonly isSound: boolean
  readonly files: number
  /** of the files, in bytes */
  readonly bytes: number
  /** in words */
  readonly problems: readonly string[]
  /** what the manifest says could not be had */
  readonly missing: readonly string[]
  readonly madeAt: string | undefined
}

/** Looks whether an archive is as it was made: every file, the manifest, and who has signed it. */
@Injectable()
export class ArchiveCheck {
  constructor(
    private readonly vault: ArchiveVault,
    private readonly keys: AuditKeys,
  ) {}

  async verify({ id, did, stored }: Archive): Promise<ArchiveFindings> {
    if (!stored) return nothing('It is not there: it was not made yet, or is gone')
    try {
      const bytes = await this.vault.open(id, stored)
      if (!bytes) return nothing('Its bytes are not in the store of blobs')
      return await this.#read(bytes, { archive: id, subject: did })
    } catch (error) {
      // Sealed bytes that were changed cannot be opened.
      return nothing(`It cannot be read: ${error instanceof Error ? error.message : 'unknown'}`)
    }
  }

  async #read(
    bytes: AsyncIterable<Uint8Array>,
    expected: { archive: string; subject: string },
  ): Promise<ArchiveFindings> {
    const found = new Map<string, { size: number; sha256: string }>()
    const last = new Map<string, Buffer>()
    for await (const { name, size, bytes: content } of readTar(bytes)) {
      if (name === MANIFEST || name === SIGNATURE) last.set(name, await gathered(content))
      else found.set(name, { size, sha256: await digestOf(content) })
    }
    const text = last.get(MANIFEST)
    if (!text) return nothing('There is no manifest in it')
    const manifest = JSON.parse(text.toString('utf8')) as ArchiveManifest
    const problems = [
      ...((await this.#isSigned(text, last.get(SIGNATURE)))
        ? []
        : ['The manifest is not signed by this server']),
      ...(manifest.archive === expected.archive && manifest.subject === expected.subject
        ? []
        : ['The manifest is that of another archive']),
      ...differences(manifest, found),
    ]
    const total = [...found.values()].reduce((sum, { size }) => sum + size, 0)
    const { missing, madeAt } = manifest
    return { isSound: problems.length === 0, files: found.size, bytes: total, problems, missing, madeAt }
  }

  async #isSigned(manifest: Buffer, signature: Buffer | undefined): Promise<boolean> {
    const [keyId = '', hex = ''] = signature?.toString('utf8').trim().split(' ') ?? []
    return (await this.keys.isOurs(keyId)) && verifySignature(keyId, manifest, Buffer.from(hex, 'hex'))
  }
}

function differences(
  { files }: ArchiveManifest,
  found: Map<string, { size: number; sha256: string }>,
): string[] {
  const listed = new Set(files.map(({ name }) => name))
  return [
    ...files.flatMap(({ name, size, sha256 }) => {
      const file = found.get(name)
      if (!file) return [`${name} is not in it`]
      return file.size === size && file.sha256 === sha256 ? [] : [`${name} was changed`]
    }),
    ...[...found.keys()].filter((name) => !listed.has(name)).map((name) => `${name} is not in the manifest`),
  ]
}

function nothing(problem: string): ArchiveFindings {
  return { isSound: false, files: 0, bytes: 0, problems: [problem], missing: [], madeAt: undefined }
}

async function gathered(content: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of content) pieces.push(piece)
  return Buffer.concat(pieces)
}

async function digestOf(content: AsyncIterable<Buffer>): Promise<string> {
  const { stream, digest } = digesting(content)
  for await (const _piece of stream);
  return digest()
}
