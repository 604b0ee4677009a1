import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { LoadWriter } from '../crash/load-writer.js'
import { SteadyConsumer } from '../crash/steady-consumer.js'
import { differenceOf, untilAllHaveAll } from '../crash/stream-checks.js'
import { type Fault, Faults } from './faults.js'
import { LoadMember } from './load-member.js'
import { type Recovery, recoverySummary, recoveryTable, watchRecovery } from './recovery.js'
import { accountsFor, CALLS_PER_SECOND, MINUTES, say } from './settings.js'
import { SteadyLoad } from './steady-load.js'
import { brokenSessions, checkCommits, lostWrites, missingBlobs, missingCommits } from './trial-checks.js'
import { TrialGroup } from './trial-group.js'

const MINUTE_MS = 60_000
/** A short trial has each kind of fault once. */
const FAULTS_MIN = 6
const FAULT_EVERY_MS = Math.min(MINUTE_MS, (MINUTES * MINUTE_MS) / FAULTS_MIN)
const HOLD_MS = Math.min(10_000, FAULT_EVERY_MS / 2)
const PROBE_BLOB_BYTES = 1_000
const START_MAX_MS = 180_000
const CHECKS_MAX_MS = 20 * MINUTE_MS

let trial: TrialGroup
let members: LoadMember[]
let consumers: SteadyConsumer[]
let load: SteadyLoad
let memoryBefore: number[]
const probes: LoadWriter[] = []
const recoveries: Recovery[] = []
const skipped = new Set<string>()
const writers = () => [...members.map(({ writer }) => writer), ...probes]

/** One member of each account at each node. */
function membersOf({ accounts, urls }: TrialGroup): LoadMember[][] {
  return urls.map((url, node) =>
    accounts.map((account, index) => {
      const all: [string, ...string[]] = [url, ...urls.filter((other) => other !== url)]
      return new LoadMember(account, index, `n${node}a${index}`, all, node === 0)
    }),
  )
}

/** Each fault is watched from accounts of its own, so that none of them comes to its limit. */
function probeOf(fault: Fault, number: number, node: number): () => Promise<boolean> {
  const account = trial.accounts[(number * trial.nodes.length + node) % trial.accounts.length]!
  const writer = new LoadWriter(trial.urls[node]!, account, `p${number}n${node}`)
  probes.push(writer)
  return fault.probe === 'write'
    ? () => writer.step()
    : () => writer.stepWithBlob(randomBytes(PROBE_BLOB_BYTES))
}

async function undergo(fault: Fault, number: number): Promise<void> {
  const beganMs = Date.now()
  const over: { atMs?: number } = {}
  const watched = fault.nodes.map((node) => watchRecovery(probeOf(fault, number, node), () => over.atMs))
  await fault.happen()
  over.atMs = Date.now()
  const results = await Promise.all(watched)
  const rows = results.map((result, index) => ({
    ...{ fault: fault.title, node: fault.nodes[index]!, lastedMs: over.atMs! - beganMs },
    ...result,
  }))
  recoveries.push(...rows)
  say(`${new Date(beganMs).toISOString()} ${number}: ${fault.title}\n${recoveryTable(rows)}`)
}

async function undergoAll(): Promise<void> {
  const faults = new Faults(trial, HOLD_MS)
  const beganMs = Date.now()
  for (let number = 1; number * FAULT_EVERY_MS < MINUTES * MINUTE_MS; number++) {
    await sleep(Math.max(0, beganMs + number * FAULT_EVERY_MS - Date.now()))
    const fault = await faults.next(number - 1)
    if (typeof fault === 'string') skipped.add(fault)
    else await undergo(fault, number)
  }
  await sleep(Math.max(0, beganMs + MINUTES * MINUTE_MS - Date.now()))
}

beforeAll(
  async () => {
    trial = await TrialGroup.start(accountsFor(CALLS_PER_SECOND))
    const teams = membersOf(trial)
    members = teams.flat()
    consumers = trial.nodes.map((node) => new SteadyConsumer(node))
    for (const consumer of consumers) consumer.start()
    memoryBefore = await trial.memory()
    load = new SteadyLoad(teams, CALLS_PER_SECOND)
    load.start()
    await undergoAll()
    await load.stop()
    await untilAllHaveAll(trial.group.postgres, consumers)
    await Promise.all(consumers.map((consumer) => consumer.stop()))
  },
  START_MAX_MS + 2 * MINUTES * MINUTE_MS,
)

afterAll(async () => {
  await load?.stop()
  await Promise.all((consumers ?? []).map((consumer) => consumer.stop()))
  await trial?.remove()
}, START_MAX_MS)

describe(`${MINUTES} minutes of ${CALLS_PER_SECOND} calls per second, with a fault every ${FAULT_EVERY_MS / 1000} s`, () => {
  it('has every fault pass by itself', async () => {
    const memory = await trial.memory()
    say(`\n${recoveryTable(recoveries)}\n\n${recoverySummary(recoveries)}\n`)
    for (const reason of skipped) say(`left out: ${reason}`)
    say(`${load.done} calls, ${load.heldBack} left out because everybody waited for an answer`)
    say(
      `memory of the nodes in MB: ${memoryBefore.join(', ')} at the beginning, ${memory.join(', ')} at the end`,
    )
    for (const error of trial.errors) say(`logged as an error: ${error}`)
    expect(recoveries.filter(({ failedMs, againMs }) => failedMs !== undefined && !againMs)).toEqual([])
  })

  it('answers wrongly to nobody, and asks to try again when it cannot do something', () => {
    const failures = writers().flatMap((writer) => writer.failures)
    const unanswered = writers().reduce((sum, writer) => sum + writer.unanswered, 0)
    const acknowledged = writers().reduce((sum, writer) => sum + writer.acknowledged, 0)
    say(
      `${acknowledged} writes acknowledged, ${failures.length} answered 503, ${unanswered} without an answer`,
    )
    expect(failures.filter(({ status, retryAfter }) => status !== 503 || !retryAfter)).toEqual([])
    expect(members.flatMap(({ problems }) => problems)).toEqual([])
    expect(acknowledged).toBeGreaterThan(0)
  })

  it('has shown one stream on all nodes, without a gap, and nothing twice', () => {
    const [first, ...others] = consumers
    for (const other of others) expect(differenceOf(first!, other)).toBeUndefined()
    say(`${first!.arrivals.length} events, the same on ${consumers.length} nodes`)
  })

  it(
    'has made commits that verify, in unbroken chains',
    async () => say(await checkCommits(trial, consumers[0]!.frames)),
    CHECKS_MAX_MS,
  )

  it(
    'has lost no write that was acknowledged, in the stream or in the exports of any node',
    async () => {
      expect(missingCommits(consumers[0]!.frames, writers())).toEqual([])
      expect(await lostWrites(trial, writers())).toEqual([])
      say(`${trial.accounts.length} repositories verified, exported by each node`)
    },
    CHECKS_MAX_MS,
  )

  it(
    'has every blob that a record refers to',
    async () => {
      const { problems, found } = await missingBlobs(trial, writers())
      expect(problems).toEqual([])
      say(`${found} blobs whole`)
    },
    CHECKS_MAX_MS,
  )

  it('has kept the sessions of everybody', async () => {
    expect(await brokenSessions(trial)).toEqual([])
  }, 60_000)
})
