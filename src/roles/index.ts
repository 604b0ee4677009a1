/** What administrators may do: permissions, roles, and what follows from them. Values only; who has which is elsewhere. */
export { factsOf, Grants, type GrantsJson, type HeldRole, type Reach } from './grants.js'
export {
  ALL_PERMISSIONS,
  isPermission,
  type Permission,
  type PermissionFacts,
  permissionFacts,
  PERMISSIONS,
} from './permissions.js'
export { isRoleId, OWNER, type Role, ROLE_IDS, type RoleId, ROLES } from './role.js'
export { mayAssign, mayShape, outranks } from './role-rules.js'
