/**
 * Names of errors that any method may answer with, without its lexicon saying so: they are about the request, the
 * credential or the server, not about what the method does.
 */
export const GENERAL_ERRORS: ReadonlySet<string> = new Set([
  // the request
  'InvalidRequest',
  'PayloadTooLarge',
  'PayloadTooLargeError',
  'UnsupportedMediaType',
  'MethodNotImplemented',
  'NotAcceptable',
  'RateLimitExceeded',
  // the credential
  'AuthMissing',
  'AuthenticationRequired',
  'InvalidToken',
  'ExpiredToken',
  'Forbidden',
  'ScopeMissingError',
  'AccountNotFound',
  'AccountTakedown',
  'AccountDeactivated',
  'MissingJwt',
  'BadJwt',
  'BadJwtType',
  'BadJwtIss',
  'BadJwtAudience',
  'BadJwtLexiconMethod',
  'BadJwtSignature',
  'JwtExpired',
  'UntrustedIss',
  'invalid_token',
  'invalid_dpop_proof',
  'use_dpop_nonce',
  // the server
  'InternalServerError',
  'NotEnoughResources',
  'UpstreamFailure',
  'UpstreamTimeout',
])
