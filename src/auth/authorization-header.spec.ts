import { basicCredentials, bearerToken, readAuthorization } from './authorization-header.js'

const invalid = (message: string) =>
  expect.objectContaining({ code: 'InvalidToken', kind: 'invalid', message })

describe('readAuthorization', () => {
  test.each([
    ['Bearer a.b.c', { scheme: 'bearer', credentials: 'a.b.c' }],
    ['bEARER a.b.c', { scheme: 'bearer', credentials: 'a.b.c' }],
    ['Basic  YTpi', { scheme: 'basic', credentials: 'YTpi' }],
    ['DPoP token', { scheme: 'dpop', credentials: 'token' }],
  ])('%s', (header, presented) => expect(readAuthorization(header)).toEqual(presented))

  test.each([undefined, ''])('%j presents nothing', (header) => {
    expect(readAuthorization(header)).toBeUndefined()
  })

  test.each(['Bearer', 'Bearer ', 'Bearer a b', ' Bearer a', 'Bearer\ta', 'a.b.c', 'ü', '"x" y'])(
    '%j is malformed',
    (header) => {
      expect(() => readAuthorization(header)).toThrow(invalid('Malformed authorization header'))
    },
  )
})

describe('bearerToken', () => {
  test('is the token', () => {
    expect(bearerToken({ scheme: 'bearer', credentials: 'a.b.c' })).toBe('a.b.c')
  })

  test.each(['basic', 'dpop', 'nonsense'])('is not what %s presents', (scheme) => {
    expect(() => bearerToken({ scheme, credentials: 'x' })).toThrow(invalid('Unexpected authorization type'))
  })
})

describe('basicCredentials', () => {
  test.each(['Basic YTpi', 'BASIC YTpi', 'basic  YTpi'])('%s', (header) => {
    expect(basicCredentials(header)).toBe('YTpi')
  })

  test.each([undefined, '', 'Basic', 'Basic ', 'Bearer YTpi', 'Basic YT pi'])('%j has none', (header) => {
    expect(basicCredentials(header)).toBeUndefined()
  })
})
