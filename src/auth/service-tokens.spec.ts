import { K256Key } from '@guildhall/crypto'
import { com } from '@guildhall/lexicon'
import type { Did } from '@guildhall/syntax'
import { createServiceJwt } from '@guildhall/xrpc'
import type { ServiceConfig } from '../config/index.js'
import type { DidDocuments } from '../identity/index.js'
import type { Clock } from '../telemetry/index.js'
import { ServiceTokens } from './service-tokens.js'

const ALICE = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa' as Did
const SERVICE = 'did:web:pds.test'
const NOW_S = 1_767_225_600
const LXM = com.atproto.server.createAccount.nsid

const keyOf = (fill: number) => K256Key.generate((count) => new Uint8Array(count).fill(fill))
const [key, formerKey] = [keyOf(1), keyOf(2)]

/** @param known keys of Alice's document: as it is kept, and as its origin has it */
function setUp(known: [string | undefined, string | undefined] = [key.didKey, key.didKey]) {
  const asked: [string, boolean][] = []
  const documents = {
    signingKey: async (did: Did, { refresh }: { refresh: boolean }) => {
      asked.push([did, refresh])
      return known[refresh ? 1 : 0]
    },
  } as unknown as DidDocuments
  const config = { serviceDid: SERVICE } as ServiceConfig
  const clock = { nowMs: () => NOW_S * 1000 + 999 } as Clock
  return { asked, services: new ServiceTokens(documents, config, clock) }
}

const token = (claims: object = {}, signer = key) =>
  createServiceJwt({ iss: ALICE, aud: SERVICE, exp: NOW_S + 60, iat: NOW_S, lxm: LXM, ...claims }, signer)

const refused = (code: string) => ({ code, kind: 'unauthenticated', message: expect.any(String) })

describe('ServiceTokens', () => {
  test('says whose token it is', async () => {
    const { services, asked } = setUp()
    expect(await services.verify(token(), LXM)).toBe(ALICE)
    expect(asked).toEqual([[ALICE, false]])
  })

  test('asks the origin once more when the key may have changed', async () => {
    const { services, asked } = setUp([formerKey.didKey, key.didKey])
    expect(await services.verify(token(), LXM)).toBe(ALICE)
    expect(asked).toEqual([
      [ALICE, false],
      [ALICE, true],
    ])
  })

  test.each([
    ['no token', 'a.b.c', 'BadJwt'],
    ['a token of another key', token({}, formerKey), 'BadJwtSignature'],
    ['an expired token', token({ exp: NOW_S - 1 }), 'JwtExpired'],
    ['a token for another service', token({ aud: 'did:web:other.test' }), 'BadJwtAudience'],
    ['a token for another method', token({ lxm: com.atproto.repo.uploadBlob.nsid }), 'BadJwtLexiconMethod'],
    ['a token for no method', token({ lxm: undefined }), 'BadJwtLexiconMethod'],
    ['a token of an issuer that is no DID', token({ iss: 'alice.test' }), 'BadJwtIss'],
    ['a token of another key of the document', token({ iss: `${ALICE}#atproto_labeler` }), 'BadJwtIss'],
  ])('refuses %s by the name that clients know', async (_, jwt, code) => {
    await expect(setUp().services.verify(jwt, LXM)).rejects.toMatchObject(refused(code))
  })

  test('refuses an issuer without a key', async () => {
    await expect(setUp([undefined, undefined]).services.verify(token(), LXM)).rejects.toMatchObject(
      refused('BadJwtIss'),
    )
  })

  test('a fault on the way to the document stays what it is', async () => {
    const fault = new Error('the database is away')
    const documents = { signingKey: () => Promise.reject(fault) } as unknown as DidDocuments
    const services = new ServiceTokens(
      documents,
      { serviceDid: SERVICE } as ServiceConfig,
      { nowMs: () => NOW_S * 1000 } as Clock,
    )
    await expect(services.verify(token(), LXM)).rejects.toBe(fault)
  })
})
