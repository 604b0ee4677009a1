export { AuthModule } from './auth.module.js'
export { isPrivilegedMethod, isProtectedMethod } from './method-powers.js'
export { RevokedSessions } from './revocation/revoked-sessions.js'
