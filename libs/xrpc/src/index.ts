export { ServiceAuthError } from './service-auth-error.js'
export type { ServiceAuthErrorCode } from './service-auth-error.js'
export { createServiceJwt, verifyServiceJwt } from './service-jwt.js'
export type { ServiceClaims, ServiceJwtCheck } from './service-jwt.js'
