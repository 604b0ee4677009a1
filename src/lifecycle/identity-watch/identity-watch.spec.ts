import type { Did, Handle } from '@guildhall/syntax'
import type { UnitOfWork } from '../../database/index.js'
import type { Clock } from '../../telemetry/index.js'
import type { WebhookOutbox } from '../../webhooks/index.js'
import type { IdentityCheckStore, IdentityFindings } from './identity-check.store.js'
import type { IdentityQuestions } from './identity-questions.js'
import { IdentityWatch } from './identity-watch.js'

const ALICE = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa' as Did
const HANDLE = 'alice.example.com' as Handle

/** One account that is always due, and what the network says of it. */
function setUp(handle: Handle | null = HANDLE) {
  let known: IdentityFindings = { handleFailures: 0, nullified: undefined }
  const told: string[] = []
  const says = { leads: true as boolean | undefined, nullified: 0 as number | undefined }
  const store = {
    due: async () => [{ did: ALICE, handle: handle ?? undefined, ...known }],
    note: async (_tx: unknown, _did: Did, found: IdentityFindings) => void (known = found),
  } as unknown as IdentityCheckStore
  const questions = {
    leadsTo: async () => says.leads,
    nullified: async () => says.nullified,
  } as unknown as IdentityQuestions
  const outbox = { record: async (_tx: unknown, { type }: { type: string }) => void told.push(type) }
  const work = { run: (step: (tx: object) => unknown) => step({}) } as unknown as UnitOfWork
  const clock = { nowMs: () => 0 } as Clock
  const watch = new IdentityWatch(store, questions, outbox as unknown as WebhookOutbox, work, clock)
  return { watch, told, says }
}

describe('IdentityWatch', () => {
  test('tells of a handle that does not lead to its account twice in a row, once', async () => {
    const { watch, told, says } = setUp()
    says.leads = false
    await watch.run()
    expect(told).toEqual([])
    await watch.run()
    await watch.run()
    expect(told).toEqual(['handle.unresolvable'])
    says.leads = true
    await watch.run()
    says.leads = false
    for (let times = 0; times < 2; times++) await watch.run()
    expect(told).toEqual(['handle.unresolvable', 'handle.unresolvable'])
  })

  test('draws no conclusion when nobody answers', async () => {
    const { watch, told, says } = setUp()
    says.leads = false
    await watch.run()
    Object.assign(says, { leads: undefined, nullified: undefined })
    for (let times = 0; times < 3; times++) await watch.run()
    expect(told).toEqual([])
  })

  test('asks nobody about an account without a handle', async () => {
    const { watch, told, says } = setUp(null)
    says.leads = false
    for (let times = 0; times < 3; times++) await watch.run()
    expect(told).toEqual([])
  })

  test('tells of operations that were overruled since it was last looked', async () => {
    const { watch, told, says } = setUp()
    says.nullified = 1
    await watch.run()
    expect(told).toEqual([])
    says.nullified = undefined
    await watch.run()
    says.nullified = 2
    for (let times = 0; times < 2; times++) await watch.run()
    expect(told).toEqual(['plc.nullified'])
  })
})
