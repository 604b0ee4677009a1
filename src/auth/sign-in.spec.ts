import type { Did } from '@guildhall/syntax'
import type {
  Account,
  Accounts,
  AccountStatus,
  AppPasswords,
  Attempt,
  Lockout,
  KnownPasswords,
} from '../account/index.js'
import { SignIn } from './sign-in.js'

const ALICE = 'did:plc:alicealicealicealicealic' as Did
const PASSWORD = 'correct horse'
const APP_PASSWORD = 'abcd-efgh-2345-mnop'
/** Looks like an app password and is none. */
const OTHER_APP_PASSWORD = 'aaaa-bbbb-cccc-dddd'

const FROM = { ip: '192.0.2.7' }

/** What is hashed, in order: the timing of a sign-in is the number of its hashes. */
function setUp({ status = 'active' as AccountStatus } = {}) {
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
    check: async (owner: { passwordHash?: string } | undefined, password: string) => {
      hashes.push('main')
      return password === PASSWORD ? owner?.passwordHash : undefined
    },
  } as unknown as KnownPasswords
  const appPasswords = {
    looksLike: (secret: string) => /^.{4}-.{4}-.{4}-.{4}$/.test(secret),
    use: async (did: Did, secret: string) => {
      hashes.push('app')
      return did === ALICE && secret === APP_PASSWORD ? { name: 'app', privileged: true } : undefined
    },
  } as unknown as AppPasswords
  const attempts: Attempt[] = []
  const lockout = {
    attempt: (attempt: Attempt, prove: () => Promise<unknown>) => {
      attempts.push(attempt)
      return prove()
    },
  } as unknown as Lockout
  return { account, hashes, asked, attempts, signIn: new SignIn(accounts, passwords, appPasswords, lockout) }
}

const refused = {
  code: 'AuthenticationRequired',
  kind: 'unauthenticated',
  message: 'Invalid identifier or password',
}

describe('SignIn', () => {
  test('knows the owner by the main password', async () => {
    const { signIn, account, asked } = setUp()
    expect(await signIn.signIn('Alice.TEST', PASSWORD, FROM)).toEqual({
      account,
      appPassword: undefined,
      passwordHash: 'hash of alice',
    })
    expect(asked).toEqual(['alice.test'])
  })

  test('knows an application by its password, after one hash', async () => {
    const { signIn, account, hashes } = setUp()
    const appPassword = { name: 'app', privileged: true }
    expect(await signIn.signIn('alice.test', APP_PASSWORD, FROM)).toEqual({
      account,
      appPassword,
      passwordHash: undefined,
    })
    expect(hashes).toEqual(['app'])
  })

  test.each(['wrong', OTHER_APP_PASSWORD])(
    'an unknown account is refused like a wrong password: %s',
    async (wrong) => {
      const [known, unknown] = [setUp(), setUp()]
      await expect(known.signIn.signIn('alice.test', wrong, FROM)).rejects.toMatchObject(refused)
      await expect(unknown.signIn.signIn('nobody.test', wrong, FROM)).rejects.toMatchObject(refused)
      // As many hashes of the same kind: neither can be told by how long it takes.
      expect(unknown.hashes).toEqual(known.hashes)
      expect(known.hashes.length).toBeGreaterThan(0)
    },
  )

  test('is an attempt with the name as it was typed, whether or not there is such an account', async () => {
    const { signIn, attempts } = setUp()
    await signIn.signIn('Alice.TEST', PASSWORD, FROM)
    await expect(signIn.signIn('Nobody.TEST', PASSWORD, FROM)).rejects.toMatchObject(refused)
    expect(attempts).toEqual([
      { name: 'alice.test', did: ALICE, ...FROM },
      { name: 'nobody.test', did: undefined, ...FROM },
    ])
  })

  test('a password of any length is not hashed', async () => {
    const { signIn, hashes, asked } = setUp()
    await expect(signIn.signIn('alice.test', 'x'.repeat(513), FROM)).rejects.toMatchObject({
      code: 'AuthenticationRequired',
      message: 'Password too long. Consider resetting your password.',
    })
    await expect(signIn.signIn('alice.test', 'x'.repeat(512), FROM)).rejects.toMatchObject(refused)
    expect([hashes, asked]).toEqual([['main'], ['alice.test']])
  })

  test.each(['takendown', 'suspended'] as const)(
    '%s: with the main password, if it is asked for',
    async (status) => {
      const { signIn, account } = setUp({ status })
      await expect(signIn.signIn('alice.test', PASSWORD, FROM)).rejects.toMatchObject({
        code: 'AccountTakedown',
      })
      expect(await signIn.signIn('alice.test', PASSWORD, { ...FROM, allowTakendown: true })).toEqual({
        account,
        appPassword: undefined,
        passwordHash: 'hash of alice',
      })
      // To those who do not know the password, it is like any other account.
      await expect(signIn.signIn('alice.test', 'wrong', FROM)).rejects.toMatchObject(refused)
      for (const allowTakendown of [false, true]) {
        const from = { ...FROM, allowTakendown }
        await expect(signIn.signIn('alice.test', APP_PASSWORD, from)).rejects.toMatchObject(refused)
      }
    },
  )

  test('a deactivated account signs in', async () => {
    const { signIn, account } = setUp({ status: 'deactivated' })
    expect((await signIn.signIn('alice.test', PASSWORD, FROM)).account).toBe(account)
  })
})
