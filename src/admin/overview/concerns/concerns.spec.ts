import type { SinkState } from '../../../audit/index.js'
import type { BackupConfig, RecordedRun } from '../../../backup/index.js'
import type { HousekeepingRun, QueueFacts } from '../../../jobs/index.js'
import { GONE_REASON, type Webhook } from '../../../webhooks/index.js'
import { AccessConcern } from './access-concern.js'
import { SignUpConcern } from './sign-up-concern.js'
import { AuditConcern } from './audit-concern.js'
import { BackupConcern } from './backup-concern.js'
import type { Concern } from './concern.js'
import { IdentityConcern } from './identity-concern.js'
import { JobConcern } from './job-concern.js'
import { LeaverConcern } from './leaver-concern.js'
import { WaitingConcern } from './waiting-concern.js'
import { WebhookConcern } from './webhook-concern.js'

const HOUR_MS = 60 * 60 * 1000
const NOW_MS = Date.parse('2026-06-01T00:00:00Z')
const clock = { nowMs: () => NOW_MS }
const ago = (ms: number) => new Date(NOW_MS - ms)

/** What a concern says, as `code count`. */
const said = async (concern: Concern) =>
  (await concern.attention()).map(({ code, count }) => (count === undefined ? code : `${code} ${count}`))

describe('background work', () => {
  const queueOf = (name: string, failed: number): QueueFacts => ({
    name,
    counts: { waiting: 9, active: 0, delayed: 0, failed },
    oldestAgeMs: 0,
  })
  const runOf = (task: string, failure?: string): HousekeepingRun => ({
    ...{ task, startedAt: ago(1), endedAt: ago(0), failure },
  })
  const concern = (queues: QueueFacts[], long: object[] = [], runs: HousekeepingRun[] = []) =>
    new JobConcern(
      { queues: () => Promise.resolve(queues) } as never,
      { list: () => Promise.resolve(long) } as never,
      { all: () => new Map([['known', {}]]) } as never,
      { list: () => Promise.resolve(runs) } as never,
      clock as never,
    )

  it('that waits needs nobody', async () => {
    expect(await said(concern([queueOf('reports', 0), queueOf('mail', 0)], [], [runOf('known')]))).toEqual([])
  })

  it('that has failed does, letters by a word of their own', async () => {
    const found = concern([queueOf('reports', 2), queueOf('mail', 3)], [{}, {}])
    expect(await said(found)).toEqual(['jobs_failed 2', 'mails_dead 3', 'long_jobs_failed 2'])
  })

  it('that comes again by itself counts by how it went the last time, as long as there is such a task', async () => {
    const runs = [runOf('known', 'no room'), runOf('of a former release', 'no room')]
    const found = await concern([queueOf('housekeeping', 7)], [], runs).attention()
    expect(found).toMatchObject([{ code: 'housekeeping_failed', params: { task: 'known' } }])
    expect(found).toHaveLength(1)
  })
})

describe('backups', () => {
  const run = (hoursAgo: number, succeeded = true): RecordedRun => {
    const at = ago(hoursAgo * HOUR_MS)
    return {
      ...{ kind: 'backup', place: 'a', backupId: 'b', startedAt: at, endedAt: at },
      succeeded,
    } as RecordedRun
  }
  const concern = (
    { last, good, drill }: { last?: RecordedRun; good?: RecordedRun; drill?: RecordedRun },
    config: Partial<BackupConfig> = {},
  ) =>
    new BackupConcern(
      {
        last: (kind: string, options?: object) =>
          Promise.resolve(kind === 'drill' ? drill : options ? good : last),
      } as never,
      config as BackupConfig,
      clock as never,
    )

  it('need nobody where there are none, or they are in time', async () => {
    expect(await said(concern({}, { hour: 3 }))).toEqual([])
    const [last, good] = [run(47), run(47)]
    expect(await said(concern({ last, good, drill: run(1) }, { hour: 3 }))).toEqual([])
    expect(await said(concern({ last, good }))).toEqual([])
  })

  it('do where one failed, is late, or could not be restored', async () => {
    const found = concern({ last: run(1, false), good: run(49), drill: run(1, false) }, { hour: 3 })
    expect(await said(found)).toEqual(['backup_failed', 'backup_overdue', 'drill_failed'])
    const good = run(3)
    expect(await said(concern({ last: good, good }, { intervalMs: HOUR_MS }))).toEqual(['backup_overdue'])
  })
})

describe('webhooks', () => {
  const hook = (more: Partial<Webhook>) => ({
    id: 'a',
    url: 'https://hook.example/x?secret',
    failures: 0,
    ...more,
  })
  const concern = (...hooks: object[]) => new WebhookConcern({ list: () => Promise.resolve(hooks) } as never)

  it('need nobody where they work, failed once, or were switched off by somebody', async () => {
    const off = hook({ disabledAt: ago(1), disabledReason: 'by hand', failures: 9 })
    expect(await said(concern(hook({}), hook({ failures: 2 }), off))).toEqual([])
  })

  it('do where they fail or are gone; their addresses are not told', async () => {
    const found = concern(hook({ failures: 3 }), hook({ disabledAt: ago(1), disabledReason: GONE_REASON }))
    expect(await said(found)).toEqual(['webhook_failing 3', 'webhook_gone'])
    expect(JSON.stringify(await found.attention())).not.toContain('secret')
  })
})

describe('what else is looked at', () => {
  const many = (count: number) => () => Promise.resolve(count)
  const access = (owners: number, ending: number) =>
    new AccessConcern(
      {
        lasting: () => Promise.resolve(Array.from({ length: owners }, () => ({ canSignIn: true }))),
      } as never,
      { countEnding: many(ending) } as never,
      clock as never,
    )
  const waiting = (approvals: number, people: number) =>
    new WaitingConcern(
      { count: many(approvals) } as never,
      { countAwaiting: many(people) } as never,
      clock as never,
    )
  const identity = (failed: number, some: string[]) =>
    new IdentityConcern(
      { count: many(failed) } as never,
      { unresolvable: () => Promise.resolve({ count: some.length, some }) } as never,
      clock as never,
    )
  const audit = (...states: SinkState[]) => new AuditConcern({ list: () => Promise.resolve(states) } as never)
  const leavers = (stopped: number) => new LeaverConcern({ countStopped: many(stopped) } as never)

  const signUps = (count?: number) => new SignUpConcern({ reached: () => Promise.resolve(count) } as never)

  it.each<[string, Concern, string[]]>([
    ['sign-ups within their limit', signUps(), []],
    ['sign-ups that are refused', signUps(3), ['sign_ups_at_limit 3']],
    ['two Owners, and tokens that last', access(2, 0), []],
    ['a service that has no Owner yet', access(0, 0), []],
    ['one Owner, and tokens that end', access(1, 2), ['one_owner', 'tokens_ending 2']],
    ['nothing that waits', waiting(0, 0), []],
    ['what waits for somebody', waiting(1, 2), ['approvals_waiting 1', 'registrations_waiting 2']],
    ['identities that are well', identity(0, []), []],
    ['identities that are not', identity(1, ['did:a', 'did:b']), ['plc_failed 1', 'handles_unresolvable 2']],
    ['a sink that is up to date', audit({ name: 'log', behind: 9, problem: undefined }), []],
    ['a sink that had trouble', audit({ name: 'log', behind: 0, problem: 'refused' }), []],
    [
      'a sink that has trouble',
      audit({ name: 'log', behind: 1, problem: 'refused' }),
      ['audit_sink_behind 1'],
    ],
    [
      'a sink that is far behind',
      audit({ name: 'log', behind: 1_001, problem: undefined }),
      ['audit_sink_behind 1001'],
    ],
    ['directories that do as they should', leavers(0), []],
    ['directories that were stopped', leavers(1), ['leavers_stopped 1']],
  ])('%s', async (_name, concern, expected) => {
    expect(await said(concern)).toEqual(expected)
  })
})
