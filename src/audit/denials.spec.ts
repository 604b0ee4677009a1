import type { Clock, Log } from '../telemetry/index.js'
import type { Agent } from './agent.js'
import type { Deed } from './audit-entry.js'
import type { Audit } from './audit.js'
import { Denials } from './denials.js'

const MINUTE_MS = 60_000

function setUp() {
  const entries: [Agent, Deed][] = []
  let nowMs = 1_000_000
  let isFull = false
  const audit = {
    note: (agent: Agent, deed: Deed) => {
      if (isFull) return Promise.reject(new Error('the disk is full'))
      entries.push([agent, deed])
      return Promise.resolve()
    },
  } as Audit
  const log = { warn: () => undefined } as unknown as Log
  const denials = new Denials(audit, { nowMs: () => nowMs } as Clock, log)
  const after = (ms: number) => {
    nowMs += ms
    return denials.write()
  }
  const fill = (full: boolean) => (isFull = full)
  const said = () => entries.splice(0).map(([{ ip }, { after }]) => [ip, after])
  return { denials, after, said, fill }
}

const from = (ip: string): Agent => ({ type: 'password', ip })

it('writes the first refusal down at once, and how many there were in the minutes after it', async () => {
  const { denials, after, said } = setUp()
  for (let i = 0; i < 1_000; i++) await denials.count(from('9.9.9.9'), 'wrong_password')
  expect(said()).toEqual([['9.9.9.9', { code: 'wrong_password', attempts: 1 }]])
  await after(4 * MINUTE_MS)
  expect(said()).toEqual([])
  await after(MINUTE_MS)
  const since = new Date(1_000_000).toISOString()
  expect(said()).toEqual([['9.9.9.9', { code: 'wrong_password', attempts: 999, since }]])
  await denials.count(from('9.9.9.9'), 'wrong_password')
  expect(said()).toEqual([])
  await after(5 * MINUTE_MS)
  expect(said()).toMatchObject([['9.9.9.9', { attempts: 1 }]])
  await after(5 * MINUTE_MS)
  await denials.count(from('9.9.9.9'), 'wrong_password')
  expect(said()).toEqual([['9.9.9.9', { code: 'wrong_password', attempts: 1 }]])
})

it('tells addresses and reasons apart, as long as there are not too many', async () => {
  const { denials, after, said } = setUp()
  await denials.count(from('9.9.9.9'), 'wrong_password')
  await denials.count(from('9.9.9.9'), 'too_many_failures')
  expect(said()).toHaveLength(2)
  for (let i = 0; i < 1_000; i++) await denials.count(from(`10.0.${i}.1`), 'wrong_password')
  expect(said()).toHaveLength(98)
  await after(5 * MINUTE_MS)
  expect(said()).toMatchObject([[undefined, { code: 'wrong_password', attempts: 902 }]])
})

it('keeps a number that could not be written down, and writes all of them at the end', async () => {
  const { denials, after, said, fill } = setUp()
  for (let i = 0; i < 3; i++) await denials.count(from('9.9.9.9'), 'wrong_password')
  said()
  fill(true)
  await after(5 * MINUTE_MS)
  fill(false)
  await denials.count(from('9.9.9.9'), 'wrong_password')
  await denials.beforeApplicationShutdown()
  expect(said()).toMatchObject([['9.9.9.9', { attempts: 3 }]])
})

it('counts the first one with those that follow, where it could not be written down', async () => {
  const { denials, after, said, fill } = setUp()
  fill(true)
  await expect(denials.count(from('9.9.9.9'), 'wrong_password')).rejects.toThrow('the disk is full')
  fill(false)
  await denials.count(from('9.9.9.9'), 'wrong_password')
  expect(said()).toEqual([])
  await after(5 * MINUTE_MS)
  expect(said()).toMatchObject([['9.9.9.9', { attempts: 2 }]])
})
