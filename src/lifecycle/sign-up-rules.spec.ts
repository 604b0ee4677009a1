import type { Did, Handle } from '@guildhall/syntax'
import {
  type Accounts,
  HandleTaken,
  InvalidInviteCode,
  InvalidPassword,
  type InviteRedemption,
  type Passwords,
} from '../account/index.js'
import type { HandlePolicy, WebIdentities } from '../identity/index.js'
import { type SignUp, SignUpRules } from './sign-up-rules.js'

const ALICE = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa' as Did
const BOB = 'did:plc:bbbbbbbbbbbbbbbbbbbbbbbb' as Did
const RECOVERY_KEY = 'did:key:zQ3shXjHeiBuRCKmM36cuYnm7YEMzhGnCmCyW92sRJ9pribSF'
const GOOD: SignUp = { handle: 'Alice.test', email: 'Alice@Example.com', password: 'a good password' }

function setUp({ inviteRequired = false, taken = false, web = false, isDefault = false } = {}) {
  const claims: unknown[][] = []
  const passwords = {
    checkNew: (password: string | undefined) => {
      if (!password || password.length < 8) throw new InvalidPassword('too short')
    },
  } as unknown as Passwords
  const invites = {
    required: inviteRequired,
    check: async (code: string) => {
      if (code !== 'good-code') throw new InvalidInviteCode('Provided invite code not available')
    },
    isGood: async (code: string) => code === 'good-code',
  } as unknown as InviteRedemption
  const handles = {
    accept: async (...claim: unknown[]) => {
      claims.push(claim)
      return 'alice.test' as Handle
    },
    serviceDomainOf: (handle: string) => (handle.endsWith('.test') ? '.test' : undefined),
  } as unknown as HandlePolicy
  const accounts = {
    checkFree: async (handle: string) => {
      if (taken) throw new HandleTaken(handle)
    },
  } as unknown as Accounts
  const identities = {
    isDefault,
    didFor: (handle: Handle) => (web ? `did:web:${handle}` : undefined),
  } as unknown as WebIdentities
  return { claims, rules: new SignUpRules(passwords, invites, handles, accounts, identities) }
}

describe('SignUpRules', () => {
  test('accepts a sign-up in its normal form', async () => {
    const { rules, claims } = setUp()
    expect(await rules.check({ ...GOOD, recoveryKey: RECOVERY_KEY })).toEqual({
      handle: 'alice.test',
      email: 'alice@example.com',
      password: 'a good password',
      inviteCode: undefined,
      recoveryKey: RECOVERY_KEY,
    })
    expect(claims).toEqual([['Alice.test', {}]])
  })

  test.each([
    ['a plcOp', { plcOp: {} }, 'InvalidRequest', 'Unsupported input: "plcOp"'],
    ['no password', { password: undefined }, 'InvalidPassword', 'too short'],
    ['a short password', { password: 'abc' }, 'InvalidPassword', 'too short'],
    ['no address', { email: undefined }, 'InvalidRequest', 'Email is required'],
    ['an empty address', { email: '' }, 'InvalidRequest', 'Email is required'],
    ['no address at all', { email: 'alice' }, 'InvalidRequest', /^This email address is not supported/],
    ['a key that is none', { recoveryKey: 'did:key:x' }, 'InvalidRequest', /^recoveryKey must be/],
    ['an empty key', { recoveryKey: '' }, 'InvalidRequest', /^recoveryKey must be/],
  ])('refuses %s', async (_, wrong, code, message) => {
    const refused = expect.objectContaining({ code, message: expect.stringMatching(message) })
    await expect(setUp().rules.check({ ...GOOD, ...wrong })).rejects.toEqual(refused)
  })

  test.each([undefined, BOB])('refuses a DID to somebody who proved to be %s', async (requester) => {
    const { rules, claims } = setUp()
    await expect(rules.check({ ...GOOD, did: ALICE, requester })).rejects.toMatchObject({
      code: 'AuthenticationRequired',
      kind: 'unauthenticated',
      message: `Missing auth to create account with did: ${ALICE}`,
    })
    // Nobody can make this server look up handles for a DID that is not theirs.
    expect(claims).toEqual([])
  })

  test('judges the handle of somebody who moves here by their DID', async () => {
    const { rules, claims } = setUp()
    await rules.check({ ...GOOD, did: ALICE, requester: ALICE })
    expect(claims).toEqual([['Alice.test', { did: ALICE }]])
  })

  test('wants an invite code that can be used, where one is needed', async () => {
    const { rules } = setUp({ inviteRequired: true })
    const refused = (message: string) => ({ code: 'InvalidInviteCode', message })
    await expect(rules.check(GOOD)).rejects.toMatchObject(refused('No invite code provided'))
    await expect(rules.check({ ...GOOD, inviteCode: '' })).rejects.toMatchObject(
      refused('No invite code provided'),
    )
    await expect(rules.check({ ...GOOD, inviteCode: 'bad' })).rejects.toMatchObject(
      refused('Provided invite code not available'),
    )
    expect(await rules.check({ ...GOOD, inviteCode: 'good-code' })).toMatchObject({ inviteCode: 'good-code' })
  })

  test('takes an invite code that is good where none is needed, and minds no other', async () => {
    const { rules } = setUp()
    expect(await rules.check({ ...GOOD, inviteCode: 'bad' })).toMatchObject({ inviteCode: undefined })
    expect(await rules.check({ ...GOOD, inviteCode: 'good-code' })).toMatchObject({ inviteCode: 'good-code' })
  })

  test('uses no invite code up for whoever an administrator or the organization vouches for', async () => {
    const { rules } = setUp({ inviteRequired: true })
    for (const voucher of [{ byAdministrator: true }, { byOrganization: true }]) {
      const accepted = await rules.check({ ...GOOD, ...voucher, inviteCode: 'good-code' })
      expect(accepted.inviteCode).toBeUndefined()
    }
  })

  test('refuses what is taken', async () => {
    await expect(setUp({ taken: true }).rules.check(GOOD)).rejects.toBeInstanceOf(HandleTaken)
  })

  describe('a did:web', () => {
    const WEB = 'did:web:alice.test' as Did

    test('of the handle is hosted for whoever asks for it, in any case', async () => {
      const { rules, claims } = setUp({ web: true })
      expect(await rules.check({ ...GOOD, did: WEB })).toMatchObject({ webDid: WEB })
      expect(claims).toEqual([['Alice.test', {}]])
      expect(await rules.check(GOOD)).not.toHaveProperty('webDid')
    })

    test('is hosted for everybody where it is the default', async () => {
      expect(await setUp({ web: true, isDefault: true }).rules.check(GOOD)).toMatchObject({ webDid: WEB })
    })

    test.each([
      ['where none is hosted', {}, { did: WEB }],
      ['of another handle', { web: true }, { did: 'did:web:bob.test' as Did }],
      ['of another domain', { web: true }, { did: 'did:web:alice.dev' as Did, handle: 'alice.dev' }],
    ])('%s has to be proved', async (_what, how, more) => {
      await expect(setUp(how).rules.check({ ...GOOD, ...more })).rejects.toMatchObject({
        code: 'AuthenticationRequired',
      })
    })

    test('that was proved moves here', async () => {
      const { rules, claims } = setUp({ web: true })
      expect(await rules.check({ ...GOOD, did: WEB, requester: WEB })).not.toHaveProperty('webDid')
      expect(claims).toEqual([['Alice.test', { did: WEB }]])
    })

    test('has no recovery key', async () => {
      await expect(
        setUp({ web: true }).rules.check({ ...GOOD, did: WEB, recoveryKey: RECOVERY_KEY }),
      ).rejects.toMatchObject({ code: 'InvalidRequest', message: 'Unsupported input: "recoveryKey"' })
    })
  })
})
