export { AdminModule } from './admin.module.js'
export { adminDocument } from './openapi/admin-document.js'
