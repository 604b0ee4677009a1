import type { KnownProblems, Log } from '../../telemetry/index.js'
import type { S3BlobConfig } from './s3-blob.config.js'
import type { S3BlobStore } from './s3-blob.store.js'

/** Objects in a bucket, by names of any kind. */
export type Bucket = Pick<S3BlobStore, 'put' | 'open' | 'size' | 'remove' | 'list' | 'destroy'>

/**
 * Opens a bucket; it connects when it is first used, and is to be destroyed after use.
 * @param part what it is called among the known problems when it does not work
 */
export async function openBucket(
  config: S3BlobConfig,
  part: string,
  log: Log,
  problems: KnownProblems,
): Promise<Bucket> {
  // The client of S3 is large; who does not use it does without.
  const { S3BlobStore: Store } = await import('./s3-blob.store.js')
  return new Store(config, log, problems, part)
}
