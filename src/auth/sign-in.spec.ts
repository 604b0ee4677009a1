import type { Did } from '@guildhall/syntax'
import type { Account, Accounts, AccountStatus, AppPasswords, Passwords } from '../account/index.js'
import type { Clock } from '../telemetry/index.js'
import type { AuthConfig } from './auth.config.js'
import { SignIn } from './sign-in.js'

const ALICE = 'did:plc:alicealicealicealicealic' as Did
const PASSWORD = 'correct horse'
const APP_PASSWORD = 'abcd-efgh-2345-mnop'
/** Looks like an app password and is none. */
const OTHER_APP_PASSWORD = 'aaaa-bbbb-cccc-dddd'

/** What is hashed, in order: the timing of a sign-in is the number of its hashes and the floor. */
function setUp({ status = 'active' as AccountStatus, failedSignInMs = 0 } = {}) {
  const account = { did: ALICE, status } as Account
  const hashes: string[] = []
  const asked: string[] = []
  const accounts = {
    findWithPassword: async (identifier: string) => {
      asked.push(identifier)
      return identifier === 'alice.test' ? { account, passwordHash: 'hash of alice' } : undefined
    },
  } as unknown as Accounts
  const passwords = {
    matches: async (password: string, hash: string | undefined) => {
      hashes.push('main')
      return password === PASSWORD && hash === 'hash of alice'
    },
  } as unknown as Passwords
  const appPasswords = {
    looksLike: (secret: string) => /^.{4}-.{4}-.{4}-.{4}$/.test(secret),
    find: async (did: Did, secret: string) => {
      hashes.push('app')
      return did === ALICE && secret === APP_PASSWORD ? { name: 'app', privileged: true } : undefined
    },
  } as unknown as AppPasswords
  // Time goes by with the timers, on which the delay of a failure waits.
  const clock = { nowMs: () => performance.timeOrigin + performance.now() } as unknown as Clock
  const signIn = new SignIn(accounts, passwords, appPasswords, { failedSignInMs } as AuthConfig, clock)
  return { account, hashes, asked, signIn }
}

const refused = {
  code: 'AuthenticationRequired',
  kind: 'unauthenticated',
  message: 'Invalid identifier or password',
}

describe('SignIn', () => {
  test('knows the owner by the main password', async () => {
    const { signIn, account, asked } = setUp()
    expect(await signIn.signIn('Alice.TEST', PASSWORD, false)).toEqual({ account, appPassword: undefined })
    expect(asked).toEqual(['alice.test'])
  })

  test('knows an application by its password, after one hash', async () => {
    const { signIn, account, hashes } = setUp()
    const appPassword = { name: 'app', privileged: true }
    expect(await signIn.signIn('alice.test', APP_PASSWORD, false)).toEqual({ account, appPassword })
    expect(hashes).toEqual(['app'])
  })

  test.each(['wrong', OTHER_APP_PASSWORD])(
    'an unknown account is refused like a wrong password: %s',
    async (wrong) => {
      const [known, unknown] = [setUp(), setUp()]
      await expect(known.signIn.signIn('alice.test', wrong, false)).rejects.toMatchObject(refused)
      await expect(unknown.signIn.signIn('nobody.test', wrong, false)).rejects.toMatchObject(refused)
      // As many hashes of the same kind: neither can be told by how long it takes.
      expect(unknown.hashes).toEqual(known.hashes)
      expect(known.hashes.length).toBeGreaterThan(0)
    },
  )

  test('a failure waits for its floor, whoever it is about', async () => {
    const { signIn } = setUp({ failedSignInMs: 500 })
    const settled: string[] = []
    const tries = ['alice.test', 'nobody.test'].map((identifier) =>
      signIn.signIn(identifier, 'wrong', false).catch(() => settled.push(identifier)),
    )
    // What is not delayed has settled by now.
    for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve))
    expect(settled).toEqual([])
    await Promise.all(tries)
    expect(settled.sort()).toEqual(['alice.test', 'nobody.test'])
  })

  test('a password of any length is not hashed', async () => {
    const { signIn, hashes, asked } = setUp()
    await expect(signIn.signIn('alice.test', 'x'.repeat(513), false)).rejects.toMatchObject({
      code: 'AuthenticationRequired',
      message: 'Password too long. Consider resetting your password.',
    })
    await expect(signIn.signIn('alice.test', 'x'.repeat(512), false)).rejects.toMatchObject(refused)
    expect([hashes, asked]).toEqual([['main'], ['alice.test']])
  })

  test.each(['takendown', 'suspended'] as const)(
    '%s: with the main password, if it is asked for',
    async (status) => {
      const { signIn, account } = setUp({ status })
      await expect(signIn.signIn('alice.test', PASSWORD, false)).rejects.toMatchObject({
        code: 'AccountTakedown',
      })
      expect(await signIn.signIn('alice.test', PASSWORD, true)).toEqual({ account, appPassword: undefined })
      // To those who do not know the password, it is like any other account.
      await expect(signIn.signIn('alice.test', 'wrong', false)).rejects.toMatchObject(refused)
      for (const allowTakendown of [false, true]) {
        await expect(signIn.signIn('alice.test', APP_PASSWORD, allowTakendown)).rejects.toMatchObject(refused)
      }
    },
  )

  test('a deactivated account signs in', async () => {
    const { signIn, account } = setUp({ status: 'deactivated' })
    expect((await signIn.signIn('alice.test', PASSWORD, false)).account).toBe(account)
  })
})
