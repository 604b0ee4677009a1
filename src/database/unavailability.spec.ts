import { DatabaseUnavailable } from './database.errors.js'
import { asUnavailable } from './unavailability.js'

const errorWith = (fields: object, message = 'what the driver said') =>
  Object.assign(new Error(message), fields)

describe('asUnavailable', () => {
  it.each([
    ['a server that is not there', errorWith({ code: 'ECONNREFUSED', syscall: 'connect' })],
    ['a socket that is not there', errorWith({ code: 'ENOENT', syscall: 'connect' })],
    ['addresses none of which answers', errorWith({ errors: [errorWith({ code: 'ECONNREFUSED' })] })],
    ['a session cut by an administrator', errorWith({ code: '57P01' })],
    ['a server that starts', errorWith({ code: '57P03' })],
    ['no room for another connection', errorWith({ code: '53300' })],
    ['a statement out of time', errorWith({ code: '57014' })],
    ['a replica in place of the primary', errorWith({ code: '25006' })],
    ['a pool that is used up', new Error('timeout exceeded when trying to connect')],
    ['a connection that broke', new Error('Connection terminated unexpectedly')],
  ])('refuses for %s', (_what, error) => {
    const refusal = asUnavailable(error)
    expect(refusal).toBeInstanceOf(DatabaseUnavailable)
    expect(refusal).toMatchObject({ kind: 'unavailable', cause: error })
    expect((refusal as Error).message).not.toContain(error.message)
    expect(asUnavailable(refusal)).toBe(refusal)
  })

  it.each([
    ['a unique violation', errorWith({ code: '23505' })],
    ['a wrong statement', errorWith({ code: '42601' })],
    ['a file that is missing', errorWith({ code: 'ENOENT', syscall: 'open' })],
    ['an aggregate of something else', errorWith({ errors: [new Error('x')] })],
    ['no error at all', 'text'],
  ])('leaves %s as it is', (_what, error) => {
    expect(asUnavailable(error)).toBe(error)
  })
})
