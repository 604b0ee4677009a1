export type { BlobAllowance } from './allowance/blob-allowance.js'
export type { BlobAmount } from './allowance/blob-allowance.store.js'
export { BlobAllowances } from './allowance/blob-allowances.js'
export { type AccountBlobUsage, BlobUsage } from './allowance/blob-usage.js'
export { GroupQuotaStore } from './allowance/group-quota.store.js'
export { SETTLE_EXPIRY, UNREFERENCED_GRACE } from './blob-expiry.js'
export { extensionOf } from './archive/file-extension.js'
export { TAR_BLOCK_BYTES, TAR_END, tarBytesOf, tarHeader, tarPadding } from './archive/tar-header.js'
export { BlobKeys } from './blob-keys.js'
export { BlobNotFound } from './blob.errors.js'
export { BlobModule } from './blob.module.js'
export { type BlobStoreProbe, probeBlobStore } from './blob-store-probe.js'
export { BlobStore } from './blob.store.js'
export { BlobStoresModule } from './blob-stores.module.js'
export { type BlobStoreKind, BlobStores, isBlobStoreKind } from './blob-stores.js'
export { BlobCopy, type CopyProgress, type CopyReport } from './copy/blob-copy.js'
export { BlobReferences } from './blob-references.js'
export {
  type BlobPart,
  type BlobRange,
  BlobTableStore,
  type ModeratedBlob,
  type OwnBlob,
} from './blob-table.store.js'
export { BlobStoreConfig } from './blob-store.config.js'
export { DiskBlobConfig } from './disk-blob.config.js'
export { holdBlobs } from './garbage/blob-hold.js'
export { BlobSweep, type SweepReport } from './garbage/blob-sweep.js'
export { type Bucket, openBucket } from './s3/open-bucket.js'
export { S3BlobConfig } from './s3/s3-blob.config.js'
export { type ServedBlob, ServedBlobs } from './served-blobs.js'
export { UploadSpool } from './upload/upload-spool.js'
