import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Environment } from '../config/index.js'
import { KnownProblems, Log, type Random } from '../telemetry/index.js'
import { BlobKeys } from './blob-keys.js'
import { BlobStoreConfig } from './blob-store.config.js'
import { type BlobStoreKind, BlobStores } from './blob-stores.js'
import { DiskBlobConfig } from './disk-blob.config.js'
import { S3BlobConfig } from './s3/s3-blob.config.js'

const CONTENT = 'a few bytes for trial'
const FILE_MODE = 0o600

/** How trying the store of blobs went. */
export interface BlobStoreProbe {
  readonly kind: BlobStoreKind
  /** of the directory or the bucket */
  readonly name: string
  /** in words, or in one that the store has for it: `BucketMissing`; undefined when all went well */
  readonly problem: string | undefined
}

/** Keeps a few bytes in the configured store, reads them and removes them. Needs no application. */
export async function probeBlobStore(environment: Environment, random: Random): Promise<BlobStoreProbe> {
  const { store: kind } = environment.section(BlobStoreConfig)
  const disk = environment.section(DiskBlobConfig)
  const s3 = environment.section(S3BlobConfig)
  const name = kind === 'disk' ? disk.location : String(s3.bucket)
  const problems = new KnownProblems()
  const stores = new BlobStores(disk, s3, problems, Log.silent())
  try {
    await tryOut(stores, kind, disk.tmpLocation, random)
    return { kind, name, problem: undefined }
  } catch (error) {
    const known = problems.all()
    const { cause, message } = error as Error
    const text = cause instanceof Error ? cause.message : message
    return { kind, name, problem: known ? Object.values(known).join(', ') : text }
  } finally {
    stores.onApplicationShutdown()
  }
}

async function tryOut(stores: BlobStores, kind: BlobStoreKind, tmpLocation: string, random: Random) {
  const store = await stores.make(kind)
  if (!store) throw new Error('the settings do not say where it is')
  const key = new BlobKeys(random).next()
  const path = join(tmpLocation, `probe-${random.uuid()}`)
  await mkdir(tmpLocation, { recursive: true })
  await writeFile(path, CONTENT, { mode: FILE_MODE })
  await store.put(key, { path, size: CONTENT.length }, 'text/plain')
  try {
    const pieces: Buffer[] = []
    for await (const piece of (await store.open(key)) ?? []) pieces.push(piece as Buffer)
    if (Buffer.concat(pieces).toString() !== CONTENT) throw new Error('it gave back other bytes than it got')
  } finally {
    await store.remove([key])
  }
}
