import { describe, expect, it, jest } from '@jest/globals'
import fc from 'fast-check'
import { K256Key, P256Key } from '@guildhall/crypto'
import { createServiceJwt, ServiceAuthError, type ServiceJwtCheck, verifyServiceJwt } from '@guildhall/xrpc'

const NOW = 1_760_000_000
const LXM = 'com.example.method'
const alice = 'did:web:alice.example'
const pds = 'did:web:pds.example'
const claims = { iss: alice, aud: pds, exp: NOW + 60, iat: NOW, lxm: LXM, jti: 'once' }
const key = K256Key.fromHex('01'.repeat(32))
const other = P256Key.fromHex('02'.repeat(32))

const check = (over: Partial<ServiceJwtCheck> = {}): ServiceJwtCheck => ({
  audiences: [pds, `${pds}#atproto_pds`],
  lxm: LXM,
  nowSeconds: NOW,
  getSigningKey: async () => key.didKey,
  ...over,
})
const refused = (code: string) =>
  expect.objectContaining({ name: 'ServiceAuthError', code }) as unknown as Error
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A token with any header and claims, signed as it should be. */
function forged(header: object, body: unknown = claims): string {
  const signed = `${part(header)}.${part(body)}`
  return `${signed}.${Buffer.from(key.sign(Buffer.from(signed))).toString('base64url')}`
}

describe('a token between services', () => {
  it.each([key, other])('is good for whom it is made', async (signer) => {
    const token = createServiceJwt(claims, signer)
    expect(await verifyServiceJwt(token, check({ getSigningKey: async () => signer.didKey }))).toEqual(claims)
  })

  it('names the algorithm of its key', () => {
    const alg = (token: string) =>
      JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString()) as unknown
    expect(alg(createServiceJwt(claims, key))).toEqual({ typ: 'JWT', alg: 'ES256K' })
    expect(alg(createServiceJwt(claims, other))).toEqual({ typ: 'JWT', alg: 'ES256' })
  })

  it('may be made for a part of the service, and without times, method or id', async () => {
    const { iss, exp } = claims
    const token = forged({ alg: 'ES256K' }, { iss, exp, aud: `${pds}#atproto_pds` })
    expect(await verifyServiceJwt(token, check({ lxm: null }))).toMatchObject({ iss, exp })
  })

  it.each<[string, string, object]>([
    ['at the end of its life', 'JwtExpired', { nowSeconds: claims.exp }],
    ['for somebody else', 'BadJwtAudience', { audiences: ['did:web:other.example'] }],
    ['for another method', 'BadJwtLexiconMethod', { lxm: 'com.example.another' }],
    [
      'of another key',
      'BadJwtSignature',
      { getSigningKey: async () => K256Key.fromHex('03'.repeat(32)).didKey },
    ],
    ['of a key of another curve', 'BadJwtSignature', { getSigningKey: async () => other.didKey }],
    ['of a key that is none', 'BadJwtSignature', { getSigningKey: async () => 'did:key:zNothing' }],
  ])('is refused %s', async (_, code, over) => {
    await expect(verifyServiceJwt(createServiceJwt(claims, key), check(over))).rejects.toThrow(refused(code))
  })

  it('is refused without a method where one is asked for', async () => {
    const token = forged({ alg: 'ES256K' }, { ...claims, lxm: undefined })
    await expect(verifyServiceJwt(token, check())).rejects.toThrow(refused('BadJwtLexiconMethod'))
  })

  it('is tried once more with a fresh key', async () => {
    const getSigningKey = jest.fn(async (_iss: string, fresh: boolean) => (fresh ? key : other).didKey)
    await verifyServiceJwt(createServiceJwt(claims, key), check({ getSigningKey }))
    expect(getSigningKey.mock.calls).toEqual([
      [alice, false, undefined],
      [alice, true, undefined],
    ])
  })

  it.each<[string, string | undefined, string[] | undefined]>([
    ['the key for everything, if it names none', undefined, undefined],
    ['the key for everything, if it names that', '#atproto', undefined],
    ['a key that is taken here', '#atproto_label', ['atproto', 'atproto_label']],
    ['a key that is named as an earlier draft had it', 'atproto_label', ['atproto', 'atproto_label']],
  ])('is judged by %s', async (_, kid, keyIds) => {
    const asked: (string | undefined)[] = []
    const getSigningKey = async (_iss: string, _fresh: boolean, keyId: string | undefined) => {
      asked.push(keyId)
      return key.didKey
    }
    const token = forged({ alg: 'ES256K', kid })
    await verifyServiceJwt(token, check({ getSigningKey, ...(keyIds && { keyIds }) }))
    expect(asked).toEqual([kid?.replace('#', '')])
  })

  it.each<[string, string, string[] | undefined]>([
    ['another key', '#atproto_label', undefined],
    ['a key with its DID', `${alice}#atproto`, undefined],
    ['the key for everything where that will not do', '#atproto', ['atproto_label']],
  ])('is refused with %s, which nobody looks for', async (_, kid, keyIds) => {
    const getSigningKey = jest.fn(async () => key.didKey)
    const token = forged({ alg: 'ES256K', kid })
    const asked = verifyServiceJwt(token, check({ getSigningKey, ...(keyIds && { keyIds }) }))
    await expect(asked).rejects.toThrow(refused('BadJwtIss'))
    expect(getSigningKey).not.toHaveBeenCalled()
  })

  it.each<[string, object, string | undefined]>([
    ['just over', { exp: NOW - 4 }, undefined],
    ['over', { exp: NOW - 5 }, 'JwtExpired'],
    ['made a little later than now', { iat: NOW + 5 }, undefined],
    ['made later than now', { iat: NOW + 6 }, 'BadJwt'],
    ['good a little later than now', { nbf: NOW + 5 }, undefined],
    ['good later than now', { nbf: NOW + 6 }, 'BadJwt'],
    ['good for as long as may be', { exp: NOW + 3_605 }, undefined],
    ['good for longer', { exp: NOW + 3_606 }, 'BadJwt'],
    ['good for longer, and says it was made later', { exp: NOW + 3_606, iat: NOW + 5 }, 'BadJwt'],
  ])('that is %s, by clocks that may be five seconds off', async (_, over, code) => {
    const token = forged({ alg: 'ES256K' }, { ...claims, ...over })
    const judged = verifyServiceJwt(token, check({ toleranceSeconds: 5, lifetimeMaxSeconds: 3_600 }))
    if (code) await expect(judged).rejects.toThrow(refused(code))
    else await expect(judged).resolves.toMatchObject(over)
  })

  it.each([
    ['ES256K', key, 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n],
    ['ES256', other, 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n],
  ])(
    'is refused with the higher s, by which anybody could change a token of %s',
    async (_, signer, order) => {
      const [head, body, tail] = createServiceJwt(claims, signer).split('.')
      const signature = Buffer.from(tail!, 'base64url')
      const highS = order - BigInt(`0x${signature.subarray(32).toString('hex')}`)
      const malleated = Buffer.concat([
        signature.subarray(0, 32),
        Buffer.from(highS.toString(16).padStart(64, '0'), 'hex'),
      ])
      const token = `${head}.${body}.${malleated.toString('base64url')}`
      const getSigningKey = async () => signer.didKey
      await expect(verifyServiceJwt(token, check({ getSigningKey }))).rejects.toThrow(
        refused('BadJwtSignature'),
      )
    },
  )

  it.each<[string, (token: string) => string]>([
    ['an algorithm that no key has', () => forged({ alg: 'EdDSA' })],
    ['a signature that is too short', (token) => `${token.slice(0, token.lastIndexOf('.'))}.AAAA`],
    [
      'a signature in another form',
      (token) => `${token.slice(0, token.lastIndexOf('.'))}.${Buffer.alloc(70, 48).toString('base64url')}`,
    ],
  ])('is refused with %s, and no key is looked for', async (_, change) => {
    const getSigningKey = jest.fn(async () => key.didKey)
    const judged = verifyServiceJwt(change(createServiceJwt(claims, key)), check({ getSigningKey }))
    await expect(judged).rejects.toThrow(refused('BadJwtSignature'))
    expect(getSigningKey).not.toHaveBeenCalled()
  })

  it('has its key looked for twice at most, however it is signed', async () => {
    const getSigningKey = jest.fn(async (_iss: string, fresh: boolean) => (fresh ? other : key).didKey)
    const token = createServiceJwt(claims, K256Key.fromHex('05'.repeat(32)))
    await expect(verifyServiceJwt(token, check({ getSigningKey }))).rejects.toThrow(
      refused('BadJwtSignature'),
    )
    expect(getSigningKey).toHaveBeenCalledTimes(2)
  })

  it('lets what goes wrong with finding the key pass through', async () => {
    const failure = new Error('no network')
    const getSigningKey = async () => Promise.reject(failure)
    await expect(verifyServiceJwt(createServiceJwt(claims, key), check({ getSigningKey }))).rejects.toBe(
      failure,
    )
  })

  it.each(['at+jwt', 'refresh+jwt', 'dpop+jwt', 'AT+JWT'])('is not of the type %s', async (typ) => {
    await expect(verifyServiceJwt(forged({ alg: 'ES256K', typ }), check())).rejects.toThrow(
      refused('BadJwtType'),
    )
  })

  it.each(['none', 'HS256', 'ES256', undefined])('is not signed by the algorithm %s', async (alg) => {
    await expect(verifyServiceJwt(forged({ alg }), check())).rejects.toThrow(refused('BadJwtSignature'))
  })

  it.each<[string, string]>([
    ['nothing', ''],
    ['no token', 'abc'],
    ['two parts', 'e30.e30'],
    ['no signature', 'e30.e30.'],
    ['four parts', `${forged({ alg: 'ES256K' })}.x`],
    ['a header that is a list', forged([])],
    ['a critical extension', forged({ alg: 'ES256K', crit: ['exp'] })],
    ['claims that are a text', forged({ alg: 'ES256K' }, 'x')],
    ['a signature spelt otherwise', `${forged({ alg: 'ES256K' })}=`],
    ['no issuer', forged({ alg: 'ES256K' }, { ...claims, iss: undefined })],
    ['no audience', forged({ alg: 'ES256K' }, { ...claims, aud: [pds] })],
    ['no end', forged({ alg: 'ES256K' }, { ...claims, exp: undefined })],
    ['an end that is a text', forged({ alg: 'ES256K' }, { ...claims, exp: '9999999999' })],
    ['a method that is a number', forged({ alg: 'ES256K' }, { ...claims, lxm: 1 })],
    ['a key that is a number', forged({ alg: 'ES256K', kid: 1 })],
    ['a key without a name', forged({ alg: 'ES256K', kid: '#' })],
    ['a beginning that is a text', forged({ alg: 'ES256K' }, { ...claims, nbf: 'now' })],
    ['an id that is a number', forged({ alg: 'ES256K' }, { ...claims, jti: 1 })],
    ['too much', forged({ alg: 'ES256K', x: 'x'.repeat(10_000) })],
  ])('is malformed with %s', async (_, token) => {
    await expect(verifyServiceJwt(token, check())).rejects.toThrow(refused('BadJwt'))
  })

  it('is refused after any change of a character', async () => {
    const token = createServiceJwt(claims, key)
    await fc.assert(
      fc.asyncProperty(fc.nat(token.length - 3), fc.constantFrom('A', 'b', '7', '.', '_'), async (at, to) => {
        fc.pre(token[at] !== to)
        const changed = token.slice(0, at) + to + token.slice(at + 1)
        await expect(verifyServiceJwt(changed, check())).rejects.toThrow(ServiceAuthError)
      }),
      { numRuns: 200 },
    )
  })
})
