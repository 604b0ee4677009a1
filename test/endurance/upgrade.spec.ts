import { setTimeout as sleep } from 'node:timers/promises'
import { LoadWriter } from '../crash/load-writer.js'
import { SteadyConsumer } from '../crash/steady-consumer.js'
import { differenceOf, untilAllHaveAll } from '../crash/stream-checks.js'
import { EXPAND, NEWER } from '../e2e/next-release.js'
import { Balancer } from './balancer.js'
import { accountsFor, say, UPGRADE_WRITES_PER_SECOND } from './settings.js'
import { SteadyLoad } from './steady-load.js'
import { brokenSessions, checkCommits, lostWrites, missingCommits } from './trial-checks.js'
import { TrialGroup } from './trial-group.js'

const WRITERS_PER_ACCOUNT = 1
const CALM_MS = 5_000
/** What is the default behind a balancer; with the http:// URL of a trial, it would be none. */
const DELAY_MS = 2_000
const CHECKS_MAX_MS = 600_000

let trial: TrialGroup
let balancer: Balancer
let writers: LoadWriter[]
let consumers: SteadyConsumer[]
let load: SteadyLoad
let ran: { seconds: number; acknowledged: number }
const exits: unknown[] = []
const acknowledged = () => writers.reduce((sum, writer) => sum + writer.acknowledged, 0)

/** One after the other, while the balancer shares out what comes. */
async function replaceAll(): Promise<void> {
  await sleep(CALM_MS)
  // The first node of the next release migrates while those of this one go on.
  await trial.group.postgres.rows(EXPAND)
  await sleep(CALM_MS)
  for (const node of trial.nodes) {
    exits.push(await node.stop('SIGTERM'))
    await node.start()
    await sleep(CALM_MS)
  }
}

beforeAll(async () => {
  trial = await TrialGroup.start(accountsFor(UPGRADE_WRITES_PER_SECOND), {
    PDS_SHUTDOWN_DELAY_MS: String(DELAY_MS),
  })
  balancer = new Balancer(trial.urls)
  await balancer.start()
  const url = () => balancer.next()
  writers = trial.accounts.flatMap((account, index) =>
    Array.from({ length: WRITERS_PER_ACCOUNT }, (_, number) => {
      return new LoadWriter(url, account, `u${index}w${number}`, `198.51.100.${index + 1}`)
    }),
  )
  consumers = trial.nodes.map((node) => new SteadyConsumer(node))
  for (const consumer of consumers) consumer.start()
  load = new SteadyLoad([writers.map((writer) => ({ act: () => writer.step() }))], UPGRADE_WRITES_PER_SECOND)
  const beganMs = performance.now()
  load.start()
  await replaceAll()
  await load.stop()
  ran = { seconds: (performance.now() - beganMs) / 1000, acknowledged: acknowledged() }
  await untilAllHaveAll(trial.group.postgres, consumers)
  await Promise.all(consumers.map((consumer) => consumer.stop()))
}, 300_000)

afterAll(async () => {
  await load?.stop()
  balancer?.stop()
  await Promise.all((consumers ?? []).map((consumer) => consumer.stop()))
  await trial?.remove()
}, 120_000)

describe(`three nodes that are replaced one after the other under ${UPGRADE_WRITES_PER_SECOND} writes per second`, () => {
  it('end in order, and start on the schema of the next release', () => {
    expect(exits).toEqual(trial.nodes.map(() => ({ code: 0, signal: null })))
    for (const { log } of trial.nodes) expect(log).toContain(NEWER)
    for (const error of trial.errors) say(`logged as an error: ${error}`)
  })

  it('fail no write but such as may be tried again', () => {
    const failures = writers.flatMap((writer) => writer.failures)
    const unanswered = writers.reduce((sum, writer) => sum + writer.unanswered, 0)
    say(
      `${(ran.acknowledged / ran.seconds).toFixed(0)} writes per second acknowledged for ${ran.seconds.toFixed(0)} s, ` +
        `${failures.length} answered 503, ${unanswered} connections closed without an answer, ${load.heldBack} left out`,
    )
    expect(failures.filter(({ status, retryAfter }) => status !== 503 || !retryAfter)).toEqual([])
  })

  it('show one stream, without a gap', () => {
    const [first, ...others] = consumers
    for (const other of others) expect(differenceOf(first!, other)).toBeUndefined()
    expect(missingCommits(first!.frames, writers)).toEqual([])
  })

  it(
    'lose nothing that was acknowledged, and break no chain',
    async () => {
      say(await checkCommits(trial, consumers[0]!.frames))
      expect(await lostWrites(trial, writers)).toEqual([])
    },
    CHECKS_MAX_MS,
  )

  it('know the sessions from before', async () => {
    expect(await brokenSessions(trial)).toEqual([])
  }, 60_000)
})
