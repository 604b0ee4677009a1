import { K256Key } from '@guildhall/crypto'
import { com } from '@guildhall/lexicon'
import type { Did } from '@guildhall/syntax'
import { createServiceJwt } from '@guildhall/xrpc'
import type { ServiceConfig } from '../config/index.js'
import type { DidDocuments } from '../identity/index.js'
import type { Clock } from '../telemetry/index.js'
import type { AuthConfig } from './auth.config.js'
import { ServiceTokens } from './service-tokens.js'

const ALICE = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa' as Did
const SERVICE = 'did:web:pds.test'
const NOW_S = 1_767_225_600
const LXM = com.atproto.server.createAccount.nsid

const keyOf = (fill: number) => K256Key.generate((count) => new Uint8Array(count).fill(fill))
const [key, formerKey, labelKey] = [keyOf(1), keyOf(2), keyOf(3)]

/**
 * @param known keys of Alice's document: as it is kept, and as its origin has it
 * @param moderationServiceDid as it is configured
 */
function setUp(
  known: [string | undefined, string | undefined] = [key.didKey, key.didKey],
  moderationServiceDid: Did | undefined = ALICE,
) {
  const asked: [string, boolean][] = []
  const documents = {
    signingKey: async (did: Did, { refresh, fragment }: { refresh: boolean; fragment?: string }) => {
      asked.push([did, refresh])
      return fragment === 'atproto_label' ? labelKey.didKey : known[refresh ? 1 : 0]
    },
  } as unknown as DidDocuments
  const config = { serviceDid: SERVICE } as ServiceConfig
  const clock = { nowMs: () => NOW_S * 1000 + 999 } as Clock
  const auth = { moderationServiceDid } as AuthConfig
  return { asked, services: new ServiceTokens(documents, config, auth, clock) }
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
      {} as AuthConfig,
      { nowMs: () => NOW_S * 1000 } as Clock,
    )
    await expect(services.verify(token(), LXM)).rejects.toBe(fault)
  })
})

describe('tokens of the moderation service', () => {
  const labeler = { iss: `${ALICE}#atproto_labeler` }

  test('are signed with the key of its account or with that of its labels', async () => {
    const { services } = setUp()
    expect(await services.verifyModerator(token(), LXM)).toBe(ALICE)
    expect(await services.verifyModerator(token(labeler, labelKey), LXM)).toBe(ALICE)
  })

  test.each([
    ['of another issuer', token({ iss: 'did:plc:bbbbbbbbbbbbbbbbbbbbbbbb' }), 'UntrustedIss'],
    ['of another service of the same document', token({ iss: `${ALICE}#other` }), 'UntrustedIss'],
    ['for labels, signed with the key of the account', token(labeler), 'BadJwtSignature'],
    ['of the account, signed with the key for labels', token({}, labelKey), 'BadJwtSignature'],
    ['for another method', token({ lxm: com.atproto.repo.uploadBlob.nsid }), 'BadJwtLexiconMethod'],
    ['for another service', token({ aud: 'did:web:other.test' }), 'BadJwtAudience'],
    ['that expired', token({ exp: NOW_S - 1 }), 'JwtExpired'],
  ])('%s are refused', async (_, jwt, code) => {
    await expect(setUp().services.verifyModerator(jwt, LXM)).rejects.toMatchObject(refused(code))
  })

  test('are refused where there is no moderation service', async () => {
    const { services } = setUp([key.didKey, key.didKey], null as never)
    await expect(services.verifyModerator(token(), LXM)).rejects.toMatchObject(refused('UntrustedIss'))
  })
})
