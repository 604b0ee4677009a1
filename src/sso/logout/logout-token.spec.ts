import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { readLogoutToken } from './logout-token.js'

const NOW_MS = Date.parse('2026-01-01T00:00:00Z')
const NOW_S = NOW_MS / 1000
const EVENTS = { 'http://schemas.openid.net/event/backchannel-logout': {} }
const ISSUER = 'https://idp.test'

const { privateKey, publicKey } = await generateKeyPair('ES256')
const other = await generateKeyPair('ES256')
const jwk = { ...(await exportJWK(publicKey)), kid: 'k', alg: 'ES256' }
const keys = createLocalJWKSet({ keys: [jwk] })

const GOOD = {
  iss: ISSUER,
  aud: 'pds',
  iat: NOW_S,
  exp: NOW_S + 120,
  jti: 'j',
  sub: 'ada',
  sid: 's',
  events: EVENTS,
}
const HEADER = { alg: 'ES256', typ: 'logout+jwt', kid: 'k' }

function token(claims: object = {}, header: object = {}, key = privateKey): Promise<string> {
  const payload = JSON.parse(JSON.stringify({ ...GOOD, ...claims })) as Record<string, unknown>
  return new SignJWT(payload).setProtectedHeader({ ...HEADER, ...header }).sign(key)
}
const read = async (text: string | Promise<string>) =>
  readLogoutToken(await text, { issuer: ISSUER, clientId: 'pds', nowMs: NOW_MS, keys })

describe('a logout token', () => {
  test('names a session, a person, or both', async () => {
    const until = new Date((NOW_S + 330) * 1000)
    expect(await read(token())).toEqual({ jti: 'j', sub: 'ada', sid: 's', until })
    expect(await read(token({ sid: undefined }))).toMatchObject({ sub: 'ada', sid: undefined })
    expect(await read(token({ sub: undefined }))).toMatchObject({ sub: undefined, sid: 's' })
    expect(await read(token({ aud: ['other', 'pds'], exp: undefined }))).toMatchObject({ jti: 'j' })
  })

  const unsigned = (alg: string) =>
    [{ alg, typ: 'logout+jwt' }, GOOD]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .concat('')
      .join('.')

  test.each<[string, () => string | Promise<string>]>([
    ['without events', () => token({ events: undefined })],
    ['with other events', () => token({ events: { 'http://example.org/other': {} } })],
    ['with events that are no object', () => token({ events: 'logout' })],
    ['with a nonce', () => token({ nonce: 'n' })],
    ['of another type', () => token({}, { typ: 'JWT' })],
    ['of no type', () => token({}, { typ: undefined })],
    ['of another issuer', () => token({ iss: 'https://evil.test' })],
    ['for somebody else', () => token({ aud: 'other' })],
    ['of long ago', () => token({ iat: NOW_S - 331 })],
    ['of the future', () => token({ iat: NOW_S + 31 })],
    ['that has expired', () => token({ exp: NOW_S - 31 })],
    ['without a time', () => token({ iat: undefined })],
    ['without an id', () => token({ jti: undefined })],
    ['with an id that is none', () => token({ jti: '' })],
    ['of nobody', () => token({ sub: undefined, sid: undefined })],
    ['of a person that is no name', () => token({ sub: 'a\0b' })],
    ['signed by somebody else', () => token({}, {}, other.privateKey)],
    ['with a key that is not known', () => token({}, { kid: 'other' })],
    ['that is not signed', () => unsigned('none')],
    ['signed with what is public', () => unsigned('HS256')],
    ['that is none', () => 'nothing'],
    ['that is too long', () => 'x'.repeat(20_000)],
  ])('%s is not believed', async (_what, make) => {
    await expect(read(make())).rejects.toMatchObject({ code: 'invalid_request' })
  })
})
