import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DiskBlobStore } from '../../src/blob/disk-blob.store.js'
import { S3BlobStore } from '../../src/blob/s3/s3-blob.store.js'
import { KnownProblems, Log } from '../../src/telemetry/index.js'
import { blobStoreContract } from '../support/blob-store-contract.js'
import { describeWithS3, S3Server } from '../support/s3-server.js'

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'guildhall-blobs-'))
})
afterAll(() => rm(directory, { recursive: true, force: true }))

describe('BlobStore: DiskBlobStore', () => {
  blobStoreContract(() => new DiskBlobStore({ location: join(directory, 'durable'), fsync: true }))
})
describe('BlobStore: DiskBlobStore that does not wait for the disk', () => {
  blobStoreContract(() => new DiskBlobStore({ location: join(directory, 'fast'), fsync: false }))
})
describeWithS3('BlobStore: S3BlobStore', () => {
  let server: S3Server
  let store: S3BlobStore
  blobStoreContract(async () => {
    server = await S3Server.start()
    await server.createBucket('blobs')
    store = new S3BlobStore(server.config('blobs'), Log.silent(), new KnownProblems())
    return store
  })
  afterAll(async () => {
    store?.destroy()
    await server?.close()
  })
})
