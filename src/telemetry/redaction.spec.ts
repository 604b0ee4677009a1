import { describe, expect, it } from '@jest/globals'
import { redacted, redactedText } from './redaction.js'

const GONE = '[redacted]'
const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJkaWQ6cGxjOngifQ.c2lnbmF0dXJl'

class Connection {
  password = 'in the open'
  host = 'db.test'
}

describe('a log line', () => {
  it.each([
    'authorization',
    'Proxy-Authorization',
    'dpop',
    'set-cookie',
    'password',
    'newPassword',
    'passwordHash',
    'token',
    'refresh_token',
    'accessJwt',
    'clientSecret',
    'privateKeyHex',
    'api_key',
  ])('does not say what %s is, at any depth', (name) => {
    const secret = { [name]: 'x' }
    expect(redacted({ ...secret, inner: { list: [secret] } })).toEqual({
      [name]: GONE,
      inner: { list: [{ [name]: GONE }] },
    })
  })

  it('says how many there are, and whether there is one', () => {
    const facts = {
      tokens: 3,
      password: null,
      secret: undefined,
      token: false,
      tokenId: 'a',
      did: 'did:plc:x',
    }
    expect(redacted(facts)).toEqual(facts)
  })

  it('has no credentials inside of texts', () => {
    expect(redactedText(`refused: Bearer ${JWT}`)).toBe(`refused: Bearer ${GONE}`)
    expect(redactedText(`Basic ${Buffer.from('admin:password').toString('base64')} sent`)).toBe(
      `Basic ${GONE} sent`,
    )
    expect(redacted({ url: `https://pds.test/?t=${JWT}` })).toEqual({ url: `https://pds.test/?t=${GONE}` })
  })

  it('has none in errors either, their causes and what hangs on them', () => {
    const cause = new Error(`cause ${JWT}`)
    const error = Object.assign(new Error(`no ${JWT}`, { cause }), {
      code: 'ENO',
      headers: { authorization: 'x' },
      client: new Connection(),
    })
    const { err } = redacted({ err: error }) as { err: Record<string, unknown> }
    expect(err).toMatchObject({
      type: 'Error',
      message: `no ${GONE}`,
      code: 'ENO',
      headers: { authorization: GONE },
      client: '[Connection]',
      cause: { message: `cause ${GONE}` },
    })
    expect(JSON.stringify(err)).not.toContain(JWT)
  })

  it('has an end, whatever it is made of', () => {
    const circle: Record<string, unknown> = { name: 'a' }
    circle.again = circle
    const deep = Array.from({ length: 20 }).reduce<object>((inner) => ({ inner }), {})
    const line = redacted({ circle, deep, bytes: new Uint8Array(5), large: 5n, at: new Date(0) })
    expect(line).toMatchObject({
      circle: { name: 'a', again: '[circular]' },
      bytes: '[5 bytes]',
      large: '5',
      at: '1970-01-01T00:00:00.000Z',
    })
    expect(JSON.stringify(line)).toContain('[too deep]')
  })
})
