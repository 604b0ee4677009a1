import { S3BlobConfig } from '../../blob/index.js'
import { boolean, configSection, duration, secretString, string, url } from '../../config/index.js'

const UPLOAD_MS = 10 * 60_000

/** How to reach the bucket of the backups; as that of the blobs, unless something else is said. */
export class S3BackupConfig extends configSection(
  'backup on S3',
  {
    region: string({
      env: 'PDS_BACKUP_S3_REGION',
      defaultHelp: 'PDS_BLOBSTORE_S3_REGION',
      help: 'Region of the bucket of the backups.',
    }),
    endpoint: url({
      env: 'PDS_BACKUP_S3_ENDPOINT',
      defaultHelp: 'PDS_BLOBSTORE_S3_ENDPOINT',
      help: 'The service that keeps the backups; best another one than that of the blobs.',
    }),
    forcePathStyle: boolean({
      env: 'PDS_BACKUP_S3_FORCE_PATH_STYLE',
      defaultHelp: 'PDS_BLOBSTORE_S3_FORCE_PATH_STYLE',
      help: 'Whether the bucket is named in the path and not in the host name.',
    }),
    accessKeyId: string({
      env: 'PDS_BACKUP_S3_ACCESS_KEY_ID',
      defaultHelp: 'PDS_BLOBSTORE_S3_ACCESS_KEY_ID',
      help: 'Access key; goes with PDS_BACKUP_S3_SECRET_ACCESS_KEY.',
    }),
    secretAccessKey: secretString({
      env: 'PDS_BACKUP_S3_SECRET_ACCESS_KEY',
      help: 'Secret of the access key.',
    }),
    uploadTimeoutMs: duration({
      env: 'PDS_BACKUP_S3_UPLOAD_TIMEOUT_MS',
      default: UPLOAD_MS,
      min: 1_000,
      help: 'Longest time to hand over one part of a backup, of about 64 MB, or one blob (ms).',
    }),
  },
  {
    derive: (own, section) => {
      const blobs = section(S3BlobConfig)
      const hasOwnKey = own.accessKeyId !== undefined
      return {
        region: own.region ?? (own.endpoint ? 'us-east-1' : blobs.region),
        endpoint: own.endpoint ?? blobs.endpoint,
        forcePathStyle: own.forcePathStyle ?? blobs.forcePathStyle,
        accessKeyId: own.accessKeyId ?? blobs.accessKeyId,
        secretAccessKey: hasOwnKey ? own.secretAccessKey : blobs.secretAccessKey,
        requestTimeoutMs: blobs.requestTimeoutMs,
        isHalf: hasOwnKey !== (own.secretAccessKey !== undefined),
      }
    },
    check: (own) =>
      own.isHalf
        ? ['PDS_BACKUP_S3_ACCESS_KEY_ID and PDS_BACKUP_S3_SECRET_ACCESS_KEY are needed together']
        : [],
  },
) {}
