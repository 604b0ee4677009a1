import type { Did } from '@guildhall/syntax'
import type { Clock, Log } from '../telemetry/index.js'
import type { AccountDraftStore } from './account-draft.store.js'
import { CreationRecovery } from './creation-recovery.js'
import type { IdentityDrafts } from './identity-drafts.js'
import type { LifecycleConfig } from './lifecycle.config.js'

const ALICE = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa' as Did
const BOB = 'did:plc:bbbbbbbbbbbbbbbbbbbbbbbb' as Did
const NOW_MS = Date.UTC(2026, 0, 1)

function setUp({ claim = async (): Promise<Did[]> => [ALICE, BOB] } = {}) {
  const claims: unknown[][] = []
  const undone: Did[] = []
  const store = {
    claimAbandoned: (...args: unknown[]) => {
      claims.push(args)
      return claim()
    },
  } as unknown as AccountDraftStore
  const drafts = {
    undo: async (did: Did) => {
      if (did === ALICE) throw new Error('the directory is away')
      undone.push(did)
    },
  } as unknown as IdentityDrafts
  const warnings: string[] = []
  const log = {
    info: () => undefined,
    warn: (_: unknown, text: string) => warnings.push(text),
  } as unknown as Log
  const config = { draftLeaseMs: 60_000, recoveryIntervalMs: 30_000 } as LifecycleConfig
  const recovery = new CreationRecovery(store, drafts, { nowMs: () => NOW_MS } as Clock, config, log)
  return { claims, undone, warnings, recovery }
}

describe('CreationRecovery', () => {
  test('takes back what was left long enough ago, and goes on after a failure', async () => {
    const { recovery, claims, undone, warnings } = setUp()
    await recovery.recover()
    expect(claims).toEqual([[new Date(NOW_MS - 60_000), new Date(NOW_MS), 50]])
    expect(undone).toEqual([BOB])
    expect(warnings).toEqual(['could not take back an unfinished account yet'])
  })

  test('survives a database that is away', async () => {
    const { recovery, warnings } = setUp({ claim: () => Promise.reject(new Error('away')) })
    await recovery.recover()
    expect(warnings).toEqual(['could not look for unfinished accounts'])
  })

  test('looks at once when the server starts, and lets a stop wait for it', async () => {
    let release!: (dids: Did[]) => void
    const { recovery, undone } = setUp({ claim: () => new Promise<Did[]>((resolve) => (release = resolve)) })
    recovery.onApplicationBootstrap()
    const stopped = recovery.onApplicationShutdown()
    release([BOB])
    await stopped
    expect(undone).toEqual([BOB])
  })
})
