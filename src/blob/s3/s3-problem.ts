/** What is wrong with the service, in one word for monitors and one sentence for the log. */
export interface S3Problem {
  code:
    | 'BucketMissing'
    | 'CredentialsRefused'
    | 'WrongRegion'
    | 'Full'
    | 'Timeout'
    | 'Unreachable'
    | 'Overloaded'
    | 'Unexpected'
  text: string
}

const TEXTS: Readonly<Record<S3Problem['code'], string>> = {
  BucketMissing: 'the bucket does not exist',
  CredentialsRefused: 'the credentials are missing or wrong, or do not allow this',
  WrongRegion: 'the bucket is in another region',
  Full: 'there is no room left',
  Timeout: 'the service took too long',
  Unreachable: 'the service cannot be reached',
  Overloaded: 'the service says that it cannot do this at the moment',
  Unexpected: 'the service answered with an error',
}

/** Names of errors, of S3 itself, of services like it, and of the client. */
const CODE_OF_NAME: Readonly<Record<string, S3Problem['code']>> = {
  NoSuchBucket: 'BucketMissing',
  AccessDenied: 'CredentialsRefused',
  CredentialsProviderError: 'CredentialsRefused',
  ExpiredToken: 'CredentialsRefused',
  InvalidAccessKeyId: 'CredentialsRefused',
  InvalidToken: 'CredentialsRefused',
  SignatureDoesNotMatch: 'CredentialsRefused',
  AuthorizationHeaderMalformed: 'WrongRegion',
  PermanentRedirect: 'WrongRegion',
  InsufficientStorage: 'Full',
  QuotaExceeded: 'Full',
  XMinioStorageFull: 'Full',
  AbortError: 'Timeout',
  RequestTimeout: 'Timeout',
  TimeoutError: 'Timeout',
}

const CODE_OF_STATUS: Readonly<Record<number, S3Problem['code']>> = {
  301: 'WrongRegion',
  401: 'CredentialsRefused',
  403: 'CredentialsRefused',
  429: 'Overloaded',
  503: 'Overloaded',
  504: 'Timeout',
  507: 'Full',
}

/** Errors of the system, of TLS and of name resolution all have a code in capitals. */
const SYSTEM_CODE = /^[A-Z_0-9]+$/

/** The client calls broken connections timeouts as well. */
const BROKEN = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE'])

/** Makes out what an error of the client says about the service. */
export function s3ProblemOf(error: unknown): S3Problem {
  const code = codeOf(error)
  return { code, text: TEXTS[code] }
}

function codeOf(error: unknown): S3Problem['code'] {
  const { name, code, $metadata } = (error ?? {}) as {
    name?: string
    code?: unknown
    $metadata?: { httpStatusCode?: number }
  }
  if (BROKEN.has(String(code))) return 'Unreachable'
  const known = CODE_OF_NAME[name ?? ''] ?? CODE_OF_STATUS[$metadata?.httpStatusCode ?? 0]
  if (known) return known
  return typeof code === 'string' && SYSTEM_CODE.test(code) ? 'Unreachable' : 'Unexpected'
}

/** Whether there is no object of that name. An answer without a body does not tell that from a missing bucket. */
export function isNotFound(error: unknown): boolean {
  const { name } = (error ?? {}) as { name?: string }
  return name === 'NoSuchKey' || name === 'NotFound'
}
