import { randomBytes } from 'node:crypto'
import type { Did } from '@guildhall/syntax'
import type { Random } from '../telemetry/index.js'
import type { AccountConfig } from './account.config.js'
import type { Account } from './account.js'
import type { AccountStore } from './account.store.js'
import { KnownPasswords } from './known-passwords.js'
import { Passwords } from './passwords.js'

const account = { did: 'did:plc:alicealicealicealicealic' as Did } as Account

const passwords = new Passwords(
  { passwordLineMax: 100 } as AccountConfig,
  { bytes: randomBytes } as unknown as Random,
)

let kept: string
const store = {
  renewPasswordHash: async (_did: Did, former: string, hash: string) => {
    if (kept !== former) return false
    kept = hash
    return true
  },
  findWithPassword: async () => ({ account, passwordHash: kept }),
} as unknown as AccountStore
const known = new KnownPasswords(passwords, store)
const owner = () => ({ account, passwordHash: kept })

it('keeps a password of former times as it would be kept today, once somebody shows it', async () => {
  const former = await passwords.hashWith('00ff', 'secret')
  kept = former
  expect(await known.check(owner(), 'wrong')).toBeUndefined()
  expect(kept).toBe(former)
  expect(await known.check(owner(), 'secret')).toBe(kept)
  expect(kept).toMatch(/^\$argon2id/)
  const renewed = kept
  expect(await known.check(owner(), 'secret')).toBe(renewed)
  expect(kept).toBe(renewed)
})

it('lets two at once in, and nobody whose password was changed meanwhile', async () => {
  kept = await passwords.hashWith('00ff', 'secret')
  const both = await Promise.all([known.check(owner(), 'secret'), known.check(owner(), 'secret')])
  expect(both).toEqual([kept, kept])

  const late = { account, passwordHash: await passwords.hashWith('00ff', 'secret') }
  kept = await passwords.hash('another one')
  expect(await known.check(late, 'secret')).toBeUndefined()
})

it('knows nobody', async () => {
  expect(await known.check(undefined, 'secret')).toBeUndefined()
  expect(await known.check({ account, passwordHash: undefined }, 'secret')).toBeUndefined()
})
