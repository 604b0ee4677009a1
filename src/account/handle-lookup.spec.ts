import type { Did } from '@guildhall/syntax'
import type { HandlePolicy, KnownHandles } from '../identity/index.js'
import type { AccountStatus } from './account.js'
import type { Accounts } from './accounts.js'
import { HandleLookup } from './handle-lookup.js'

const ALICE = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa' as Did
const BOB = 'did:plc:bbbbbbbbbbbbbbbbbbbbbbbb' as Did

function setUp(status: AccountStatus = 'active') {
  const asked: string[] = []
  const accounts = {
    byHandle: async (handle: string) =>
      ['alice.main.test', 'alice.dev'].includes(handle) ? { did: ALICE, status } : undefined,
  } as unknown as Accounts
  const policy = {
    serviceDomainOf: (handle: string) => (handle.endsWith('.main.test') ? '.main.test' : undefined),
  } as HandlePolicy
  const resolver = {
    resolve: async (handle: string) => {
      asked.push(handle)
      return handle === 'bob.dev' ? BOB : undefined
    },
  } as unknown as KnownHandles
  return { asked, lookup: new HandleLookup(accounts, policy, resolver) }
}

describe('HandleLookup', () => {
  test('finds active accounts here, in any case and of any domain, without asking the network', async () => {
    const { lookup, asked } = setUp()
    expect(await lookup.resolve('Alice.MAIN.test')).toBe(ALICE)
    expect(await lookup.resolve('alice.dev')).toBe(ALICE)
    expect(asked).toEqual([])
  })

  test.each(['deactivated', 'takendown', 'suspended', 'deleted'] as const)(
    'hides accounts that are %s',
    async (status) => {
      const { lookup, asked } = setUp(status)
      expect(await lookup.hosted('alice.main.test')).toBeUndefined()
      await expect(lookup.resolve('alice.main.test')).rejects.toMatchObject({ code: 'HandleNotFound' })
      expect(asked).toEqual([])
    },
  )

  test('a handle of this service is not looked for elsewhere', async () => {
    const { lookup, asked } = setUp()
    await expect(lookup.resolve('nobody.main.test')).rejects.toMatchObject({
      code: 'HandleNotFound',
      message: 'Unable to resolve handle',
    })
    expect(asked).toEqual([])
  })

  test('asks the network for handles of other domains', async () => {
    const { lookup, asked } = setUp()
    expect(await lookup.resolve('Bob.dev')).toBe(BOB)
    await expect(lookup.resolve('carol.dev')).rejects.toMatchObject({ code: 'InvalidRequest' })
    expect(asked).toEqual(['bob.dev', 'carol.dev'])
  })
})
