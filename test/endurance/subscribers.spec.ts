import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { LoadWriter } from '../crash/load-writer.js'
import { createAccount, type TestAccount } from '../e2e/accounts.js'
import { NodeGroup } from '../e2e/node-group.js'
import type { ServerProcess } from '../e2e/server-process.js'
import { Crowd } from './crowd.js'
import { ACTIVE_SUBSCRIBERS, IDLE_SUBSCRIBERS, say } from './settings.js'
import { SteadyLoad } from './steady-load.js'
import { residentMb } from './trial-group.js'

/** More than a connection takes ahead of a reader, and than the server hands it. */
const PAST = { records: 400, recordBytes: 30_000 }
const LIVE = { writers: 10, perSecond: 10, ms: 20_000 }
const SUBSCRIBERS = IDLE_SUBSCRIBERS + ACTIVE_SUBSCRIBERS
const STALL_MS = 10_000
const RESUME_MS = 5_000
const SAMPLE_MS = 500
/** From where on operators are warned (PdsMemoryHigh). */
const MEMORY_MAX_MB = 1_500
const POLICY_VIOLATION = 1008

let group: NodeGroup
let node: ServerProcess
let account: TestAccount
let idle: Crowd
let active: Crowd
let slow: WebSocket
let highestMb = 0
let sampling: NodeJS.Timeout
const lastSeq = async () => {
  const [row] = await group.postgres.rows<{ last: string }>('SELECT last_seq AS last FROM sequencer_state')
  return Number(row!.last)
}

async function memory(): Promise<number> {
  const mb = await residentMb(node.pid!)
  highestMb = Math.max(highestMb, mb)
  return mb
}

async function writePast(): Promise<void> {
  const collection = 'com.example.load'
  for (let index = 0; index < PAST.records; index++) {
    const record = { $type: collection, text: String(index % 10).repeat(PAST.recordBytes) }
    await account.agent.com.atproto.repo.createRecord({ repo: account.did, collection, record })
  }
}

async function writeLive(): Promise<void> {
  const writers = Array.from(
    { length: LIVE.writers },
    (_, index) => new LoadWriter(node.url, account, `l${index}`),
  )
  const load = new SteadyLoad([writers.map((writer) => ({ act: () => writer.step() }))], LIVE.perSecond)
  load.start()
  await sleep(LIVE.ms)
  await load.stop()
  expect(writers.flatMap(({ failures }) => failures)).toEqual([])
}

beforeAll(async () => {
  group = await NodeGroup.start(1, {
    PDS_SUBSCRIPTION_MAX: String(SUBSCRIBERS + 1),
    PDS_SUBSCRIPTION_MAX_PER_IP: String(SUBSCRIBERS + 1),
    PDS_SUBSCRIPTION_STALL_MS: String(STALL_MS),
  })
  node = group.nodes[0]!
  account = await createAccount(node, 'author')
  sampling = setInterval(() => void memory(), SAMPLE_MS)
}, 120_000)

afterAll(async () => {
  clearInterval(sampling)
  slow?.terminate()
  await Promise.all([idle, active].map((crowd) => crowd?.close()))
  await group?.remove()
}, 60_000)

it(`${IDLE_SUBSCRIBERS} idle subscribers, ${ACTIVE_SUBSCRIBERS} active ones, and one that never reads`, async () => {
  await writePast()
  const past = await lastSeq()
  const before = await memory()
  slow = new WebSocket(`${node.webSocketUrl}/xrpc/com.atproto.sync.subscribeRepos?cursor=0`)
  const closed = once(slow, 'close') as Promise<[number, Buffer]>
  await once(slow, 'open')
  slow.pause()
  // It is told why before the server has waited too long for its farewell.
  const resumed = sleep(STALL_MS + RESUME_MS).then(() => slow.resume())
  idle = await Crowd.open(node.webSocketUrl, IDLE_SUBSCRIBERS, past)
  const withIdle = await memory()
  active = await Crowd.open(node.webSocketUrl, ACTIVE_SUBSCRIBERS, 0)
  await writeLive()
  await resumed
  const last = await lastSeq()
  expect(await active.problems(last)).toEqual([])
  expect(await idle.problems(last)).toEqual([])
  expect(last).toBeGreaterThan(past)
  expect((await closed).map(String)).toEqual([String(POLICY_VIOLATION), 'ConsumerTooSlow'])
  say(
    `memory of the node in MB: ${before} before, ${withIdle} with ${IDLE_SUBSCRIBERS} idle subscribers, ` +
      `${highestMb} at most while ${SUBSCRIBERS} read ${last - past} events live and ${ACTIVE_SUBSCRIBERS} of them ${past} more`,
  )
  expect(highestMb).toBeLessThan(MEMORY_MAX_MB)
}, 600_000)
