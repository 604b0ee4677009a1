import { existsSync } from 'node:fs'
import { BlobStoreConfig, type BlobStoreProbe, DiskBlobConfig, probeBlobStore } from '../../blob/index.js'
import type { Check } from '../check.js'
import { type Advice, advice, failed, type Finding, ok, type PlainFixCode, skipped } from '../finding.js'

const NAME = 'blobs'

const FIXES: Readonly<Record<string, Advice<PlainFixCode>>> = {
  BucketMissing: advice('bucket_make', 'aws s3 mb "s3://$PDS_BLOBSTORE_S3_BUCKET"'),
  CredentialsRefused: advice('bucket_rights'),
  WrongRegion: advice('bucket_region'),
  Full: advice('bucket_room'),
  Unreachable: advice('bucket_way', 'curl -v "$PDS_BLOBSTORE_S3_ENDPOINT"'),
}
const FIX_ELSE = advice('blobs_place')

/** Keeps a few bytes where blobs are kept, reads them and removes them. */
export const blobCheck: Check = {
  name: NAME,
  look: async ({ environment, random }) => {
    const { location } = environment.section(DiskBlobConfig)
    const isDisk = environment.section(BlobStoreConfig).store === 'disk'
    if (isDisk && !existsSync(location)) return [skipped(NAME, 'blobs_to_come', { place: location })]
    return [judge(await probeBlobStore(environment, random))]
  },
}

function judge({ kind, name, problem }: BlobStoreProbe): Finding {
  if (problem === undefined) {
    return kind === 'disk'
      ? ok(NAME, 'blobs_on_disk', { place: name })
      : ok(NAME, 'blobs_in_bucket', { bucket: name })
  }
  const fix = FIXES[problem] ?? FIX_ELSE
  return kind === 'disk'
    ? failed(NAME, 'blobs_on_disk_fail', { place: name, problem }, fix)
    : failed(NAME, 'blobs_in_bucket_fail', { bucket: name, problem }, fix)
}
