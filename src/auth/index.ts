export { AuthModule } from './auth.module.js'
export { isPrivilegedMethod, isProtectedMethod } from './method-powers.js'
