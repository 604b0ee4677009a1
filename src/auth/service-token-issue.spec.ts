import { K256Key } from '@guildhall/crypto'
import { chat, com } from '@guildhall/lexicon'
import type { Did } from '@guildhall/syntax'
import { verifyServiceJwt } from '@guildhall/xrpc'
import type { SigningKeys } from '../identity/index.js'
import type { Clock, Random } from '../telemetry/index.js'
import { type Power, ServiceTokenIssue } from './service-token-issue.js'

const ALICE = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa' as Did
const AUD = 'did:web:service.example.com'
const NOW_S = 1_800_000_000
const KEY = K256Key.fromHex('11'.repeat(32))
const LXM = com.atproto.repo.uploadBlob.nsid
const CHAT = chat.bsky.convo.getLog.nsid
const CREATE = com.atproto.server.createAccount.nsid

const keys = { signerFor: async () => KEY } as unknown as SigningKeys
const clock = { nowMs: () => NOW_S * 1000 + 999 } as Clock
const random = { bytes: (count: number) => new Uint8Array(count).fill(7) } as unknown as Random
const issue = (more: object = {}, power: Power = 'all') =>
  new ServiceTokenIssue(keys, clock, random).issue(
    ALICE,
    { aud: AUD, lxm: undefined, exp: undefined, ...more },
    power,
  )

describe('ServiceTokenIssue', () => {
  test('makes tokens that the service can check', async () => {
    const token = await issue({ lxm: LXM, exp: NOW_S + 3600 })
    const claims = await verifyServiceJwt(token, {
      audiences: [AUD],
      lxm: LXM,
      nowSeconds: NOW_S,
      getSigningKey: async () => KEY.didKey,
    })
    expect(claims).toEqual({
      iss: ALICE,
      aud: AUD,
      lxm: LXM,
      iat: NOW_S,
      exp: NOW_S + 3600,
      jti: '07'.repeat(16),
    })
  })

  test('makes them for one of the services of a DID', async () => {
    const [, payload] = (await issue({ aud: `${AUD}#bsky_appview` })).split('.')
    expect(JSON.parse(Buffer.from(payload!, 'base64url').toString())).toMatchObject({
      aud: `${AUD}#bsky_appview`,
    })
  })

  test('lets them live a minute unless asked otherwise', async () => {
    const [, payload] = (await issue()).split('.')
    expect(JSON.parse(Buffer.from(payload!, 'base64url').toString())).toMatchObject({ exp: NOW_S + 60 })
  })

  test.each([
    ['that is over', { exp: NOW_S }, 'BadExpiration'],
    ['of the past', { exp: 0, lxm: LXM }, 'BadExpiration'],
    ['too far away', { exp: NOW_S + 3601, lxm: LXM }, 'BadExpiration'],
    ['too far away for any method', { exp: NOW_S + 61 }, 'BadExpiration'],
    ['for no service of atproto', { aud: 'did:key:zabc' }, 'InvalidRequest'],
    ['for a service without a name', { aud: `${AUD}#` }, 'InvalidRequest'],
    ['for a service of a service', { aud: `${AUD}#one#two` }, 'InvalidRequest'],
    ['for a service with a name that is none', { aud: `${AUD}#a b` }, 'InvalidRequest'],
    ['for what is no DID', { aud: 'service.example.com' }, 'InvalidRequest'],
    ['for a protected method', { lxm: com.atproto.server.updateEmail.nsid }, 'InvalidRequest'],
    ['in other letters', { lxm: com.atproto.identity.updateHandle.nsid.toUpperCase() }, 'InvalidRequest'],
  ])('makes none %s', async (_what, more, code) => {
    await expect(issue(more)).rejects.toMatchObject({ code, kind: 'invalid' })
  })

  test.each([
    ['all', [LXM, CHAT, CREATE]],
    ['privileged', [LXM, CHAT, CREATE]],
    ['plain', [LXM]],
    ['leaving', [CREATE]],
  ] as [Power, string[]][])('with the power %s, makes them for what it covers', async (power, covered) => {
    for (const lxm of [LXM, CHAT, CREATE]) {
      const asked = issue({ lxm }, power)
      if (covered.includes(lxm)) await expect(asked).resolves.toEqual(expect.any(String))
      else await expect(asked).rejects.toMatchObject({ kind: 'invalid' })
    }
  })

  test('makes none for any method to whoever may only leave', async () => {
    await expect(issue({}, 'leaving')).rejects.toMatchObject({ code: 'InvalidToken' })
  })
})
