import { boolean, configSection, enumeration } from '../config/index.js'
import { DiskBlobConfig } from './disk-blob.config.js'
import { S3BlobConfig } from './s3/s3-blob.config.js'

/** Which store keeps the blobs. */
export class BlobStoreConfig extends configSection(
  'blobs',
  {
    store: enumeration({
      env: 'PDS_BLOBSTORE',
      values: ['disk', 's3'],
      defaultHelp: 's3 if PDS_BLOBSTORE_S3_BUCKET is set, else disk',
      help: 'Where blobs are kept. Needed only when both places are set, as for `npm run pds -- blobs copy`.',
    }),
    isReadyWithout: boolean({
      env: 'PDS_READY_WITHOUT_BLOB_STORE',
      defaultHelp: 'true with S3, which all nodes have in common, else false',
      help: 'Whether /readyz calls a node ready whose store of blobs does not answer. It is shown there either way.',
    }),
  },
  {
    derive: (own, section) => {
      const bucket = section(S3BlobConfig).bucket
      const hasTwo = bucket !== undefined && section(DiskBlobConfig).isChosen
      const store = own.store ?? (bucket === undefined ? 'disk' : 's3')
      return {
        store,
        isReadyWithout: own.isReadyWithout ?? store === 's3',
        isUndecided: own.store === undefined && hasTwo,
        hasBucket: bucket !== undefined,
      }
    },
    check: (own) => [
      ...(own.isUndecided
        ? [
            'PDS_BLOBSTORE_DISK_LOCATION and PDS_BLOBSTORE_S3_BUCKET exclude each other, unless PDS_BLOBSTORE says which',
          ]
        : []),
      ...(own.store === 's3' && !own.hasBucket ? ['PDS_BLOBSTORE=s3 needs PDS_BLOBSTORE_S3_BUCKET'] : []),
    ],
  },
) {}
