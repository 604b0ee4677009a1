export { grantWrites, WriteGrant } from './write-grant.js'
export type { CollectionWrite, WriteAction } from './write-grant.js'
