import { join } from 'node:path'
import { boolean, configSection, path, ServiceConfig } from '../config/index.js'

/** Blobs on the local disk. */
export class DiskBlobConfig extends configSection(
  'blobs on disk',
  {
    location: path({
      env: 'PDS_BLOBSTORE_DISK_LOCATION',
      defaultHelp: 'blobs/ in the data directory',
      help: 'Where blobs are kept. Several nodes need one place that all of them reach.',
    }),
    tmpLocation: path({
      env: 'PDS_BLOBSTORE_DISK_TMP_LOCATION',
      defaultHelp: 'tmp/ in the place of the blobs',
      help: 'Where uploads lie while they arrive, whatever keeps them afterwards. On the same file system, a blob is not copied.',
    }),
    fsync: boolean({
      env: 'PDS_BLOBSTORE_DISK_FSYNC',
      default: true,
      help: 'Whether an upload waits until it is on disk. Without, the last ones may be lost in a power cut although they were acknowledged.',
    }),
  },
  {
    derive: (own, section) => {
      const location = own.location ?? join(section(ServiceConfig).dataDirectory, 'blobs')
      return {
        location,
        tmpLocation: own.tmpLocation ?? join(location, 'tmp'),
        /** whether somebody has asked for this store */
        isChosen: own.location !== undefined,
      }
    },
  },
) {}
