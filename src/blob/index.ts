export { BlobModule } from './blob.module.js'
export { BlobReferences } from './blob-references.js'
export { BlobTable } from './blob-table.store.js'
