import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DiskBlobStore } from '../../src/blob/disk-blob.store.js'
import { blobStoreContract } from '../support/blob-store-contract.js'

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
