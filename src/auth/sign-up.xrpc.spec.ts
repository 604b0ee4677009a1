import { com } from '@guildhall/lexicon'
import type { Did } from '@guildhall/syntax'
import type { Lockout, SignInNotes } from '../account/index.js'
import type { Tx } from '../database/index.js'
import type { AccountCreation, AccountStep, SignUp } from '../lifecycle/index.js'
import { BusinessEvents, Metrics } from '../telemetry/index.js'
import type { Call, Caller } from '../xrpc/index.js'
import type { Sessions } from './sessions.js'
import { SignUpXrpc } from './sign-up.xrpc.js'

type CreateAccount = Call<typeof com.atproto.server.createAccount>

const ALICE = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa' as Did
const INPUT = { handle: 'alice.test', email: 'alice@example.com', password: 'a good password' }
const TX = {} as Tx
const IP = '192.0.2.7'

function setUp({ didDoc = undefined as object | undefined, failure = undefined as Error | undefined } = {}) {
  const wanted: SignUp[] = []
  const opened: unknown[][] = []
  const creation = {
    create: async (order: SignUp, step: AccountStep) => {
      wanted.push(order)
      await step(ALICE, TX)
      if (failure) throw failure
      return { did: ALICE, handle: 'alice.test', didDoc }
    },
  } as unknown as AccountCreation
  const sessions = {
    open: async (...args: unknown[]) => {
      opened.push(args)
      return { accessJwt: 'access', refreshJwt: 'refresh' }
    },
  } as unknown as Sessions
  const known: unknown[][] = []
  const lockout = { know: async (...args: unknown[]) => known.push(args) } as unknown as Lockout
  const notes = { began: async (...args: unknown[]) => known.push(args) } as unknown as SignInNotes
  const surface = new SignUpXrpc(creation, sessions, lockout, notes, new BusinessEvents(new Metrics()))
  const call = (caller: Caller, input: object = INPUT) =>
    surface.createAccount({ input, caller, ip: IP } as CreateAccount)
  return { wanted, opened, known, call }
}

describe('createAccount', () => {
  test('answers with the account and a session that was opened in its transaction', async () => {
    const { call, opened, known } = setUp({ didDoc: { id: ALICE } })
    expect(await call({ kind: 'anonymous' })).toEqual({
      did: ALICE,
      handle: 'alice.test',
      didDoc: { id: ALICE },
      accessJwt: 'access',
      refreshJwt: 'refresh',
    })
    expect(opened).toEqual([[TX, ALICE]])
    expect(known).toEqual([
      [ALICE, IP, TX],
      [TX, ALICE],
    ])
  })

  test('leaves out a document that is not known', async () => {
    const { call } = setUp()
    expect(await call({ kind: 'anonymous' })).not.toHaveProperty('didDoc')
  })

  test('says which DID the caller proved to be, and takes nobody’s word for it', async () => {
    const { call, wanted } = setUp()
    await call({ kind: 'service', did: ALICE, keyId: 'atproto' }, { ...INPUT, did: ALICE })
    await call({ kind: 'anonymous' }, { ...INPUT, did: ALICE, requester: ALICE })
    expect(wanted.map(({ requester }) => requester)).toEqual([ALICE, undefined])
  })

  test('answers nothing but the failure when the account was not made', async () => {
    const failure = new Error('the transaction was lost')
    await expect(setUp({ failure }).call({ kind: 'anonymous' })).rejects.toBe(failure)
  })
})
