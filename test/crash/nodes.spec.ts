import { setTimeout as sleep } from 'node:timers/promises'
import { PAGE_EVENTS } from '../../src/sequencer/event.store.js'
import { createAccount, signingKeyOf, type TestAccount } from '../e2e/accounts.js'
import { checkChains, checkCommit } from '../e2e/commit-checks.js'
import { isCommit } from '../e2e/firehose-reader.js'
import { NodeGroup } from '../e2e/node-group.js'
import type { ServerProcess } from '../e2e/server-process.js'
import { LoadWriter } from './load-writer.js'
import { repositoryProblems } from './repository-check.js'
import { SteadyConsumer } from './steady-consumer.js'
import { differenceOf, untilAllHaveAll } from './stream-checks.js'

/** The long run of CI at night: NODES_SECONDS=30 NODES_FALLS=5. */
const SECONDS = Number(process.env.NODES_SECONDS ?? 6)
const FALLS = Number(process.env.NODES_FALLS ?? 2)
const NODES = 2
const ACCOUNTS = 3
const CONSUMERS_PER_NODE = 2
/** The promise is 3 s; a machine that is busy with other tests gets more. */
const TAKE_OVER_MAX_MS = 10_000
const CATCH_UP_MAX_MS = 60_000

let group: NodeGroup
let accounts: TestAccount[]
let writers: LoadWriter[]
let consumers: SteadyConsumer[]
let isOver = false
const takeOversMs: number[] = []
const keys = new Map<string, string>()

/** Writes through a node for as long as the test lasts, whatever happens to the node. */
async function keepWriting(writer: LoadWriter): Promise<void> {
  while (!isOver) {
    await writer.run(() => isOver)
    await sleep(50)
  }
}

async function packed(): Promise<number> {
  const [row] = await group.postgres.rows<{ events: string }>(
    'SELECT coalesce(sum(events), 0) AS events FROM event_pack',
  )
  return Number(row!.events)
}

async function leader(): Promise<ServerProcess> {
  for (;;) {
    const found = await group.leader()
    if (found) return found
    await sleep(20)
  }
}

/** How long it took until the other nodes showed an event from after the fall. */
async function takeOver(fallen: ServerProcess, atMs: number): Promise<number> {
  const survivor = consumers.find(({ server }) => server !== fallen)!
  for (;;) {
    const first = survivor.arrivals.find(({ frame }) => isCommit(frame) && Date.parse(frame.time) > atMs)
    if (first) return first.atMs - atMs
    if (Date.now() - atMs > CATCH_UP_MAX_MS) throw new Error('nobody took over')
    await sleep(10)
  }
}

/** The sequencer dies, or, every other time, stands still: its connections stay, and nothing comes from it. */
async function fall(round: number): Promise<void> {
  const node = await leader()
  const isFrozen = round % 2 === 1
  const atMs = Date.now()
  if (isFrozen) node.signal('SIGSTOP')
  else await node.stop('SIGKILL')
  takeOversMs.push(await takeOver(node, atMs))
  if (isFrozen) node.signal('SIGCONT')
  else await node.start()
}

beforeAll(async () => {
  group = await NodeGroup.start(NODES)
  accounts = []
  for (let index = 0; index < ACCOUNTS; index++) {
    accounts.push(await createAccount(group.nodes[index % NODES]!, `shared${index}`))
  }
  for (const { did } of accounts) keys.set(did, await signingKeyOf(group.nodes[0]!, did))
  consumers = group.nodes.flatMap((node) =>
    Array.from({ length: CONSUMERS_PER_NODE }, () => new SteadyConsumer(node)),
  )
  writers = group.nodes.flatMap(({ url }, node) =>
    accounts.map((account, index) => new LoadWriter(url, account, `n${node}w${index}`)),
  )
  for (const consumer of consumers) consumer.start()
  const writing = writers.map(keepWriting)
  for (let round = 0; round < FALLS; round++) {
    await sleep((SECONDS * 1000) / (FALLS + 1))
    await fall(round)
  }
  await sleep((SECONDS * 1000) / (FALLS + 1))
  isOver = true
  await Promise.all(writing)
  await untilAllHaveAll(group.postgres, consumers)
  await Promise.all(consumers.map((consumer) => consumer.stop()))
}, 300_000)

afterAll(async () => {
  isOver = true
  await Promise.all((consumers ?? []).map((consumer) => consumer.stop()))
  await group?.remove()
}, 60_000)

describe(`${NODES} nodes on one database, ${SECONDS} s of writes, the sequencer falls ${FALLS} times`, () => {
  it('is taken over from in time', () => {
    process.stdout.write(`take-over after ${takeOversMs.join(', ')} ms\n`)
    expect(takeOversMs).toHaveLength(FALLS)
    expect(Math.max(...takeOversMs)).toBeLessThan(TAKE_OVER_MAX_MS)
  })

  it('shows all consumers of all nodes one stream without a gap', () => {
    const [first, ...others] = consumers
    for (const other of others) expect(differenceOf(first!, other)).toBeUndefined()
    process.stdout.write(`${first!.arrivals.length} events\n`)
  })

  it('shows the same to whoever comes when most of it is packed', async () => {
    const full = consumers[0]!.arrivals.length - (consumers[0]!.arrivals.length % PAGE_EVENTS)
    while ((await packed()) < full) await sleep(100)
    const late = group.nodes.map((node) => new SteadyConsumer(node))
    for (const consumer of late) consumer.start()
    await untilAllHaveAll(group.postgres, late)
    await Promise.all(late.map((consumer) => consumer.stop()))
    for (const consumer of late) expect(differenceOf(consumers[0]!, consumer)).toBeUndefined()
  })

  it('makes commits that verify, in unbroken chains', async () => {
    const frames = consumers[0]!.frames
    const chains = await checkChains(frames)
    for (const frame of frames.filter(isCommit)) await checkCommit(frame, keys.get(frame.repo)!)
    for (const { agent, did } of accounts) {
      const { data } = await agent.com.atproto.sync.getLatestCommit({ did })
      expect(chains.get(did)!.rev).toBe(data.rev)
    }
  }, 300_000)

  it('has every acknowledged write in the stream', () => {
    const streamed = new Set(consumers[0]!.frames.filter(isCommit).map(({ commit }) => String(commit)))
    const acknowledged = writers.flatMap(({ commits }) => commits)
    for (const { commits } of writers) expect(commits.length).toBeGreaterThan(0)
    expect(acknowledged.filter((commit) => !streamed.has(commit))).toEqual([])
  })

  it('has every acknowledged write in the repositories, on every node', async () => {
    const urls = group.nodes.map(({ url }) => url)
    for (const account of accounts) {
      const own = writers.filter((writer) => writer.account === account)
      expect(await repositoryProblems(urls, account.did, keys.get(account.did)!, own)).toEqual([])
    }
  }, 60_000)

  it('answers what it cannot do at the moment with a status that asks to try again', () => {
    const failures = writers.flatMap((writer) => writer.failures)
    expect(failures.filter(({ status, retryAfter }) => status !== 503 || !retryAfter)).toEqual([])
  })
})
