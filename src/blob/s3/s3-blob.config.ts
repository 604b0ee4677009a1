import { boolean, configSection, duration, secretString, string, url } from '../../config/index.js'

const UPLOAD_MS = 20_000
const REQUEST_MAX_MS = 15_000
const REQUEST_MIN_MS = 6_000

/** Blobs in a bucket of a service that speaks S3. */
export class S3BlobConfig extends configSection(
  'blobs on S3',
  {
    bucket: string({
      env: 'PDS_BLOBSTORE_S3_BUCKET',
      help: 'Bucket in which blobs are kept.',
    }),
    prefix: string({
      env: 'PDS_BLOBSTORE_S3_PREFIX',
      default: 'blobs/',
      help: 'What the names of all objects in the bucket begin with, so that it can hold other things as well.',
    }),
    region: string({
      env: 'PDS_BLOBSTORE_S3_REGION',
      defaultHelp: 'us-east-1 with an endpoint; else what the environment of AWS says',
      help: 'Region of the bucket.',
    }),
    endpoint: url({
      env: 'PDS_BLOBSTORE_S3_ENDPOINT',
      defaultHelp: 'Amazon S3',
      help: 'The service: https://s3.example.com.',
    }),
    forcePathStyle: boolean({
      env: 'PDS_BLOBSTORE_S3_FORCE_PATH_STYLE',
      default: false,
      help: 'Whether the bucket is named in the path and not in the host name, as many services other than Amazon want.',
    }),
    accessKeyId: string({
      env: 'PDS_BLOBSTORE_S3_ACCESS_KEY_ID',
      defaultHelp: 'what the environment of AWS gives, such as the role of the machine',
      help: 'Access key; goes with PDS_BLOBSTORE_S3_SECRET_ACCESS_KEY.',
    }),
    secretAccessKey: secretString({
      env: 'PDS_BLOBSTORE_S3_SECRET_ACCESS_KEY',
      help: 'Secret of the access key.',
    }),
    uploadTimeoutMs: duration({
      env: 'PDS_BLOBSTORE_S3_UPLOAD_TIMEOUT_MS',
      default: UPLOAD_MS,
      min: 1_000,
      help: 'Longest time to hand one blob over, all attempts together (ms). Large blobs on a slow line need more.',
    }),
    requestTimeoutMs: duration({
      env: 'PDS_BLOBSTORE_S3_REQUEST_TIMEOUT_MS',
      min: REQUEST_MIN_MS,
      defaultHelp: `the upload timeout, at most ${REQUEST_MAX_MS} and at least ${REQUEST_MIN_MS}`,
      help: 'Longest time the service may be silent (ms).',
    }),
  },
  {
    derive: (own) => ({
      region: own.region ?? (own.endpoint ? 'us-east-1' : undefined),
      requestTimeoutMs:
        own.requestTimeoutMs ?? Math.max(REQUEST_MIN_MS, Math.min(own.uploadTimeoutMs, REQUEST_MAX_MS)),
    }),
    check: (own) =>
      Boolean(own.accessKeyId) === Boolean(own.secretAccessKey)
        ? []
        : ['PDS_BLOBSTORE_S3_ACCESS_KEY_ID and PDS_BLOBSTORE_S3_SECRET_ACCESS_KEY are needed together'],
  },
) {}
