import type { K256Key } from '@guildhall/crypto'
import type { Did } from '@guildhall/syntax'
import type { Accounts } from '../account/index.js'
import type { Tx, UnitOfWork } from '../database/index.js'
import type { SigningKeys, StoredSigningKey } from '../identity/index.js'
import type { RepoCreation } from '../repo/index.js'
import type { EventLog } from '../sequencer/index.js'
import { AccountFounding, type Foundation } from './account-founding.js'

const ALICE = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa' as Did
const TX = {} as Tx

function setUp() {
  const log: string[] = []
  const events: unknown[] = []
  const inTransaction = (name: string, answer?: unknown) => async (tx: Tx) => {
    expect(tx).toBe(TX)
    log.push(name)
    return answer
  }
  const work = {
    run: async (step: (tx: Tx) => Promise<unknown>) => {
      await step(TX)
      log.push('commit')
    },
  } as unknown as UnitOfWork
  const accounts = { add: inTransaction('account') } as unknown as Accounts
  const keys = { put: inTransaction('key'), remember: () => log.push('remember') } as unknown as SigningKeys
  const repo = { events: [{ kind: 'commit' }, { kind: 'sync' }] }
  const repos = { createEmpty: inTransaction('repo', repo) } as unknown as RepoCreation
  const eventLog = {
    append: async (tx: Tx, appended: unknown[]) => {
      await inTransaction('events')(tx)
      events.push(...appended)
    },
    wake: () => log.push('wake'),
  } as unknown as EventLog
  return { log, events, inTransaction, founding: new AccountFounding(work, accounts, keys, repos, eventLog) }
}

const foundation = (status: 'active' | 'deactivated'): Foundation => ({
  account: { did: ALICE, handle: 'alice.test', email: 'a@b.test', passwordHash: 'hash', status },
  key: {} as K256Key,
  wrappedKey: {} as StoredSigningKey,
})

describe('AccountFounding', () => {
  test('makes everything in one transaction and tells of it after the commit', async () => {
    const { founding, log, events, inTransaction } = setUp()
    await founding.found(foundation('active'), inTransaction('first step'), inTransaction('second step'))
    const steps = ['first step', 'second step']
    expect(log).toEqual(['account', 'key', 'repo', ...steps, 'events', 'commit', 'remember', 'wake'])
    expect(events).toEqual([
      { kind: 'identity', did: ALICE, handle: 'alice.test' },
      { kind: 'account', did: ALICE, active: true },
      { kind: 'commit' },
      { kind: 'sync' },
    ])
  })

  test('announces no deactivated account', async () => {
    const { founding, log, events, inTransaction } = setUp()
    await founding.found(foundation('deactivated'), inTransaction('step'))
    expect(log).toEqual(['account', 'key', 'repo', 'step', 'commit', 'remember'])
    expect(events).toEqual([])
  })

  test('keeps and tells nothing when a step fails', async () => {
    const { founding, log } = setUp()
    const failure = new Error('the code is used up')
    await expect(founding.found(foundation('active'), () => Promise.reject(failure))).rejects.toBe(failure)
    expect(log).toEqual(['account', 'key', 'repo'])
  })
})
