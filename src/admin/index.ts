export { AdminModule } from './admin.module.js'
export { RoleAssignments } from './roles/role-assignments.js'
export { adminDocument } from './openapi/admin-document.js'
