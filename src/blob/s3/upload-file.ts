import { AbortMultipartUploadCommand, type S3Client } from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import { createReadStream } from 'node:fs'
import type { SpooledFile } from '../blob.store.js'

/** What is larger goes up in parts of this size, each of which is tried again by itself. S3 allows no smaller ones. */
const PART_BYTES = 5 * 1024 * 1024

/** Parts on the way at a time. With the one that is being read, they are all of a file that is in memory. */
const PARTS_AT_ONCE = 2

/** How long the service may take to forget an upload that failed. */
const CLEANUP_MS = 5_000

/** Where a file goes. */
export interface UploadTarget {
  Bucket: string
  Key: string
  ContentType: string
}

/**
 * Sends a file to the bucket, where it appears whole or not at all.
 * @param signal ends it; the parts that have arrived are discarded
 */
export async function uploadFile(
  client: S3Client,
  target: UploadTarget,
  file: SpooledFile,
  signal: AbortSignal,
): Promise<void> {
  const upload = new Upload({
    client: endedBy(signal, client),
    params: { ...target, Body: createReadStream(file.path), ContentLength: file.size },
    partSize: PART_BYTES,
    queueSize: PARTS_AT_ONCE,
  })
  await upload.done()
}

/**
 * The client, with every request ended by the signal: an `Upload` that is aborted by its own means leaves what is
 * under way to itself. Discarding the parts has a limit of its own.
 */
function endedBy(signal: AbortSignal, client: S3Client): S3Client {
  const send = (command: Parameters<S3Client['send']>[0]) => {
    const isCleanup = command instanceof AbortMultipartUploadCommand
    return client.send(command, { abortSignal: isCleanup ? AbortSignal.timeout(CLEANUP_MS) : signal })
  }
  return Object.create(client, { send: { value: send } }) as S3Client
}
