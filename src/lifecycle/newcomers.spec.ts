import type { DidDocuments } from '../identity/index.js'
import type { Did, Handle } from '@guildhall/syntax'
import type { InviteRedemption, Passwords } from '../account/index.js'
import type { Tx } from '../database/index.js'
import type { AccountFounding, Foundation, FoundingStep } from './account-founding.js'
import type { IdentityDraft, IdentityDrafts } from './identity-drafts.js'
import { Newcomers } from './newcomers.js'

const ALICE = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa' as Did
const TX = {} as Tx
const SIGN_UP = {
  handle: 'alice.test' as Handle,
  email: 'alice@example.com',
  password: 'a good password',
  inviteCode: 'a-code' as string | undefined,
  recoveryKey: undefined,
}
const OPERATION = {
  type: 'plc_operation',
  verificationMethods: { atproto: 'did:key:zQ3shXjHeiBuRCKmM36cuYnm7YEMzhGnCmCyW92sRJ9pribSF' },
  rotationKeys: [],
  alsoKnownAs: ['at://alice.test'],
  services: { atproto_pds: { type: 'AtprotoPersonalDataServer', endpoint: 'https://pds.test' } },
  prev: null,
  sig: '',
}

type Stage = 'reserve' | 'hash' | 'publish' | 'found' | 'finish' | 'redeem' | 'step'

/** Everything that happens, in order; `fails` is the stage that does. */
function setUp(fails?: Stage) {
  const log: string[] = []
  const failure = new Error(`cannot ${fails}`)
  const at = async (stage: Stage): Promise<void> => {
    log.push(stage)
    await new Promise((resolve) => setImmediate(resolve))
    if (stage === fails) throw failure
  }
  const draft = {
    did: ALICE,
    handle: SIGN_UP.handle,
    email: SIGN_UP.email,
    operation: OPERATION,
  } as unknown as IdentityDraft
  const drafts = {
    reserve: () => at('reserve').then(() => draft),
    publish: () => at('publish'),
    finish: () => at('finish'),
    cancel: async (did: Did, cause: unknown) => {
      log.push(`cancel ${did} ${(cause as Error).message}`)
    },
  } as unknown as IdentityDrafts
  const passwords = { hash: () => at('hash').then(() => 'a hash') } as unknown as Passwords
  const founded: Foundation[] = []
  const founding = {
    found: async (foundation: Foundation, ...steps: FoundingStep[]) => {
      founded.push(foundation)
      await at('found')
      for (const step of steps) await step(TX)
    },
  } as unknown as AccountFounding
  const invites = { redeem: () => at('redeem') } as unknown as InviteRedemption
  const documents = { remember: (did: Did) => log.push(`remember ${did}`) } as unknown as DidDocuments
  const newcomers = new Newcomers(passwords, drafts, founding, invites, documents)
  return { log, failure, founded, newcomers, step: () => at('step') }
}

describe('Newcomers', () => {
  test('reserve, publish, and only then make the account in one transaction', async () => {
    const { newcomers, log, founded, step } = setUp()
    const made = await newcomers.admit(SIGN_UP, step)
    expect(made).toMatchObject({ did: ALICE, handle: 'alice.test', didDoc: { id: ALICE } })
    expect(log).toEqual([
      'reserve',
      'hash',
      'publish',
      'found',
      'finish',
      'redeem',
      'step',
      `remember ${ALICE}`,
    ])
    expect(founded[0]!.account).toMatchObject({ did: ALICE, status: 'active', passwordHash: 'a hash' })
  })

  test('use no invite code where none was needed', async () => {
    const { newcomers, log, step } = setUp()
    await newcomers.admit({ ...SIGN_UP, inviteCode: undefined }, step)
    expect(log).not.toContain('redeem')
  })

  test.each(['hash', 'publish', 'found', 'finish', 'redeem', 'step'] as const)(
    'take everything back when they cannot %s',
    async (stage) => {
      const { newcomers, log, failure, step } = setUp(stage)
      await expect(newcomers.admit(SIGN_UP, step)).rejects.toBe(failure)
      expect(log.at(-1)).toBe(`cancel ${ALICE} ${failure.message}`)
      // Taking back begins when nothing is under way any more.
      expect(log).toEqual(expect.arrayContaining(['hash', 'publish']))
      expect(log).not.toContain(`remember ${ALICE}`)
    },
  )

  test('have nothing to take back when nothing was reserved', async () => {
    const { newcomers, log, failure, step } = setUp('reserve')
    await expect(newcomers.admit(SIGN_UP, step)).rejects.toBe(failure)
    expect(log).toEqual(['reserve'])
  })
})
