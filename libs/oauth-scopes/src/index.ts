export { GrantedScopes, type Permission } from './granted-scopes.js'
export type { PreferenceAction } from './preference-scope.js'
export {
  expandScope,
  includedSet,
  isKnownScope,
  type PermissionSet,
  STATIC_SCOPES,
} from './permission-set.js'
export { grantWrites, WriteGrant } from './write-grant.js'
export type { CollectionWrite, WriteAction } from './write-grant.js'
