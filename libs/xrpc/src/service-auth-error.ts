/** Names of what can be wrong with a token between services, as clients know them. */
export type ServiceAuthErrorCode =
  | 'BadJwt'
  | 'BadJwtType'
  | 'BadJwtIss'
  | 'BadJwtAudience'
  | 'BadJwtLexiconMethod'
  | 'BadJwtSignature'
  | 'JwtExpired'

/** A token between services is no good. */
export class ServiceAuthError extends Error {
  constructor(
    readonly code: ServiceAuthErrorCode,
    message: string,
  ) {
    super(message)
    this.name = 'ServiceAuthError'
  }
}
