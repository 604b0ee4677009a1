import type { S3Client } from '@aws-sdk/client-s3'
import { createHash } from 'node:crypto'

const DELETE_OBJECTS = 'DeleteObjectsCommand'

/** Checksums of the newer kind, which many services neither want nor know. */
const NEWER = /^x-amz-(checksum-|sdk-checksum-)/i

/**
 * Gives requests that remove several objects the Content-MD5 that S3 used to demand: the client sends another
 * checksum in its place, and services other than Amazon refuse that.
 */
export function sendContentMd5(client: S3Client): void {
  client.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        const { body, headers } = args.request as { body?: unknown; headers?: Record<string, string> }
        if (commandName === DELETE_OBJECTS && headers && typeof body === 'string') {
          for (const name of Object.keys(headers)) if (NEWER.test(name)) delete headers[name]
          headers['content-md5'] = createHash('md5').update(body).digest('base64')
        }
        return next(args)
      },
    // After the client's own checksum, before the signature.
    { step: 'build', name: 'sendContentMd5', priority: 'low' },
  )
}
