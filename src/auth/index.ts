export { AuthConfig } from './auth.config.js'
export { AuthModule } from './auth.module.js'
export { isPrivilegedMethod, isProtectedMethod } from './method-powers.js'
export { LIFETIME_S as SERVICE_TOKEN_LIFETIME_S, ServiceTokenIssue } from './service-token-issue.js'
