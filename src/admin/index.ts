export { AdminModule } from './admin.module.js'
export { OwnerLinks } from './first-run/owner-links.js'
export { RoleAssignments } from './roles/role-assignments.js'
export { adminDocument } from './openapi/admin-document.js'
