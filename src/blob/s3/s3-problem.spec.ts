import { isNotFound, s3ProblemOf } from './s3-problem.js'

const problem = (fields: object) => s3ProblemOf(Object.assign(new Error('no'), fields)).code

describe('problems of S3', () => {
  it.each([
    [{ name: 'NoSuchBucket', $metadata: { httpStatusCode: 404 } }, 'BucketMissing'],
    [{ name: 'SignatureDoesNotMatch', $metadata: { httpStatusCode: 403 } }, 'CredentialsRefused'],
    [{ name: 'Whatever', $metadata: { httpStatusCode: 403 } }, 'CredentialsRefused'],
    [{ name: 'PermanentRedirect', $metadata: { httpStatusCode: 301 } }, 'WrongRegion'],
    [{ name: 'XMinioStorageFull', $metadata: { httpStatusCode: 507 } }, 'Full'],
    [{ name: 'SlowDown', $metadata: { httpStatusCode: 503 } }, 'Overloaded'],
    [{ name: 'TimeoutError' }, 'Timeout'],
    [{ name: 'TimeoutError', code: 'ECONNRESET' }, 'Unreachable'],
    [{ code: 'ECONNREFUSED' }, 'Unreachable'],
    [{ code: 'ENOTFOUND' }, 'Unreachable'],
    [{ code: 'CERT_HAS_EXPIRED' }, 'Unreachable'],
    [{ name: 'InternalError', $metadata: { httpStatusCode: 500 } }, 'Unexpected'],
  ])('%j is %s', (fields, code) => {
    expect(problem(fields)).toBe(code)
  })

  it('make something of anything', () => {
    expect(s3ProblemOf(undefined).code).toBe('Unexpected')
    expect(s3ProblemOf('no').text).toBe('the service answered with an error')
  })

  it('are not that an object is absent', () => {
    expect(isNotFound({ name: 'NoSuchKey' })).toBe(true)
    expect(isNotFound({ name: 'NoSuchBucket' })).toBe(false)
  })
})
