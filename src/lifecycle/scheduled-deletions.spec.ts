import type { Did } from '@guildhall/syntax'
import type { Accounts } from '../account/index.js'
import type { Clock, Log } from '../telemetry/index.js'
import type { AccountRemoval } from './account-removal.js'
import { ScheduledDeletions } from './scheduled-deletions.js'

const didOf = (number: number) => `did:plc:${String(number).padStart(24, 'a')}` as Did

it('goes on past accounts that cannot be deleted now, however many they are', async () => {
  const due = new Set(Array.from({ length: 250 }, (_none, i) => didOf(i)))
  const stuck = new Set([...due].slice(0, 120))
  const tried: Did[] = []
  const accounts = {
    dueForDeletion: async (_now: Date, limit: number, except: readonly Did[]) =>
      [...due].filter((did) => !except.includes(did)).slice(0, limit),
  } as unknown as Accounts
  const removal = {
    remove: async (did: Did) => {
      tried.push(did)
      if (stuck.has(did)) throw new Error('not now')
      due.delete(did)
    },
  } as unknown as AccountRemoval
  const clock = { nowMs: () => 0 } as Clock
  const log = { warn: () => undefined } as unknown as Log
  const deletions = new ScheduledDeletions(accounts, removal, clock, log)
  expect(await deletions.run()).toBe(130)
  expect([...due]).toEqual([...stuck])
  expect(tried).toHaveLength(250)
})
