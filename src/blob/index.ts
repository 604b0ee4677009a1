export { BlobModule } from './blob.module.js'
export { BlobReferences } from './blob-references.js'
export { BlobTableStore } from './blob-table.store.js'
