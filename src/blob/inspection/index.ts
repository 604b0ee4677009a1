export { BlobInspector } from './blob-inspector.js'
export type { Inspection } from './inspection.js'
