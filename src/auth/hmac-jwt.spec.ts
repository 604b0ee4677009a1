import { HmacJwt } from './hmac-jwt.js'

describe('a token that was good before', () => {
  const jwt = new HmacJwt('a secret')
  const token = jwt.sign('at+jwt', { sub: 'did:plc:a' })
  beforeEach(() => expect(jwt.verify('at+jwt', token)).toEqual({ sub: 'did:plc:a' }))

  it('is so again', () => {
    expect(jwt.verify('at+jwt', token)).toEqual({ sub: 'did:plc:a' })
  })

  it('is of no other type', () => {
    expect(jwt.verify('refresh+jwt', token)).toBeUndefined()
    expect(jwt.verify('at+jwt', token)).toBeDefined()
  })

  it('lends nothing to another signature, payload or key', () => {
    const [header, payload, signature] = token.split('.') as [string, string, string]
    const other = jwt.sign('at+jwt', { sub: 'did:plc:b' }).split('.')
    for (const forged of [
      `${header}.${payload}.${signature.slice(0, -1)}`,
      `${header}.${payload}.${other[2]}`,
      `${header}.${other[1]}.${signature}`,
    ])
      expect(jwt.verify('at+jwt', forged)).toBeUndefined()
    expect(new HmacJwt('another secret').verify('at+jwt', token)).toBeUndefined()
  })
})
