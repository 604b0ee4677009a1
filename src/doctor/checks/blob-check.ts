import { existsSync } from 'node:fs'
import { BlobStoreConfig, DiskBlobConfig, probeBlobStore } from '../../blob/index.js'
import type { Check } from '../check.js'
import { failed, ok, skipped } from '../finding.js'

const NAME = 'blobs'

const FIXES: Readonly<Record<string, string>> = {
  BucketMissing: 'Make the bucket, or name another:\naws s3 mb "s3://$PDS_BLOBSTORE_S3_BUCKET"',
  CredentialsRefused:
    'Look at PDS_BLOBSTORE_S3_ACCESS_KEY_ID and its secret; they need s3:PutObject, GetObject, DeleteObject and ListBucket.',
  WrongRegion: 'Set PDS_BLOBSTORE_S3_REGION to the region of the bucket.',
  Full: 'Make room in the bucket, or raise its quota.',
  Unreachable:
    'Look at PDS_BLOBSTORE_S3_ENDPOINT and at the way there:\ncurl -v "$PDS_BLOBSTORE_S3_ENDPOINT"',
}
const FIX_ELSE = 'Look at owner, rights and room of the place where blobs are kept.'

/** Keeps a few bytes where blobs are kept, reads them and removes them. */
export const blobCheck: Check = {
  name: NAME,
  look: async ({ environment, random }) => {
    const { location } = environment.section(DiskBlobConfig)
    const isDisk = environment.section(BlobStoreConfig).store === 'disk'
    if (isDisk && !existsSync(location))
      return [skipped(NAME, `${location} is made when the first blob arrives`)]
    const { place, problem } = await probeBlobStore(environment, random)
    if (problem === undefined) return [ok(NAME, `kept in, read from and removed from ${place}`)]
    return [failed(NAME, `${place}: ${problem}`, FIXES[problem] ?? FIX_ELSE)]
  },
}
