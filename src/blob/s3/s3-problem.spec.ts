import { isNotFound, s3ProblemOf } from './s3-problem.js'

const error = (fields: object): Error => Object.assign(new Error('no'), fields)

describe('what an error of the client says', () => {
  it.each([
    [{ name: 'NoSuchBucket' }, 'BucketMissing'],
    [{ name: 'AccessDenied' }, 'CredentialsRefused'],
    [{ name: 'SignatureDoesNotMatch', $metadata: { httpStatusCode: 403 } }, 'CredentialsRefused'],
    [{ name: 'Forbidden', $metadata: { httpStatusCode: 403 } }, 'CredentialsRefused'],
    [{ name: 'PermanentRedirect', $metadata: { httpStatusCode: 301 } }, 'WrongRegion'],
    [{ name: 'Unknown', $metadata: { httpStatusCode: 507 } }, 'Full'],
    [{ name: 'SlowDown', $metadata: { httpStatusCode: 503 } }, 'Overloaded'],
    [{ name: 'AbortError' }, 'Timeout'],
    [{ code: 'ECONNREFUSED' }, 'Unreachable'],
    [{ code: 'ENOTFOUND' }, 'Unreachable'],
    [{ code: 'SELF_SIGNED_CERT_IN_CHAIN' }, 'Unreachable'],
    [{ name: 'InternalError', $metadata: { httpStatusCode: 500 } }, 'Unexpected'],
  ])('%j: %s', (fields, code) => {
    expect(s3ProblemOf(error(fields)).code).toBe(code)
  })

  it('takes anything that may be thrown', () => {
    for (const thrown of [undefined, null, 'text', 7, {}]) expect(s3ProblemOf(thrown).code).toBe('Unexpected')
  })

  it('tells an absent object from everything else', () => {
    expect(isNotFound(error({ name: 'NoSuchKey' }))).toBe(true)
    expect(isNotFound(error({ name: 'NoSuchBucket' }))).toBe(false)
    expect(isNotFound(undefined)).toBe(false)
  })
})
