import type { Did } from '@guildhall/syntax'
import type { Account, AccountStatus, SignInNotes } from '../account/index.js'
import type { Database } from '../database/index.js'
import { AuthFactorTokenRequired } from './auth.errors.js'
import type { SessionFactor } from './factors/session-factor.js'
import { PasswordSessions } from './password-sessions.js'
import type { Sessions } from './sessions.js'
import type { AllowedSignIn } from './allowed-sign-in.js'
import type { SignedIn } from './sign-in.js'

const ALICE = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa' as Did
const DB = {} as Database
const IP = '192.0.2.7'
const CREDENTIALS = { identifier: 'alice.test', password: 'secret' }

function setUp({
  status = 'active' as AccountStatus,
  appPassword = undefined as SignedIn['appPassword'],
  needsCode = false,
} = {}) {
  const account = { did: ALICE, status } as Account
  const log: unknown[][] = []
  const noting =
    <T>(name: string, answer: T) =>
    async (...args: unknown[]) => {
      log.push([name, ...args])
      return answer
    }
  const signIn = {
    signIn: noting('sign in', { account, appPassword, passwordHash: 'hash' }),
  } as unknown as AllowedSignIn
  const sessions = {
    open: noting('open', { accessJwt: 'access', refreshJwt: 'refresh' }),
    openTakendown: () => ({ accessJwt: 'narrow', refreshJwt: 'narrow' }),
  } as unknown as Sessions
  const factor = {
    check: async (_signedIn: SignedIn, code: string | undefined) => {
      if (needsCode && code !== 'a code') throw new AuthFactorTokenRequired()
    },
  } as unknown as SessionFactor
  const notes = {
    arrived: noting('arrived', undefined),
  } as unknown as SignInNotes
  return { log, sessions: new PasswordSessions(signIn, factor, sessions, notes, DB) }
}

describe('a session that is opened by a password', () => {
  test('is opened with what was signed in with, and noted', async () => {
    const appPassword = { name: 'app', privileged: true, expiresAt: undefined, isFirstUse: true }
    const { sessions, log } = setUp({ appPassword })
    expect(await sessions.open(CREDENTIALS, IP)).toMatchObject({
      accessJwt: 'access',
      account: { did: ALICE },
    })
    expect(log).toEqual([
      ['sign in', 'alice.test', 'secret', { ip: IP }],
      ['open', DB, ALICE, expect.objectContaining({ appPassword, passwordHash: 'hash' })],
      ['arrived', expect.objectContaining({ did: ALICE }), { method: 'app-password', appPassword }],
    ])
  })

  test.each(['takendown', 'suspended'] as const)('of an account that is %s is narrow', async (status) => {
    const { sessions, log } = setUp({ status })
    const opened = await sessions.open({ ...CREDENTIALS, allowTakendown: true }, IP)
    expect(opened).toMatchObject({ accessJwt: 'narrow', refreshJwt: 'narrow' })
    expect(log.map(([what]) => what)).toEqual(['sign in', 'arrived'])
  })

  test('takes a code where the account wants one', async () => {
    const { sessions, log } = setUp({ needsCode: true })
    await expect(sessions.open(CREDENTIALS, IP)).rejects.toMatchObject({ code: 'AuthFactorTokenRequired' })
    expect(log.map(([what]) => what)).toEqual(['sign in'])
    await sessions.open({ ...CREDENTIALS, authFactorToken: 'a code' }, IP)
    expect(log.map(([what]) => what)).toEqual(['sign in', 'sign in', 'open', 'arrived'])
  })

  test('of a deactivated account is an ordinary one', async () => {
    const { sessions } = setUp({ status: 'deactivated' })
    expect(await sessions.open(CREDENTIALS, IP)).toMatchObject({ accessJwt: 'access' })
  })
})
