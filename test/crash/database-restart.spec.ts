import { setTimeout as sleep } from 'node:timers/promises'
import { verifyRepoCar } from '@atproto/repo'
import { createAccount, signingKeyOf, type TestAccount } from '../e2e/accounts.js'
import { checkChains } from '../e2e/commit-checks.js'
import { FirehoseReader, isCommit } from '../e2e/firehose-reader.js'
import { NodeGroup } from '../e2e/node-group.js'
import type { ServerProcess } from '../e2e/server-process.js'
import { LoadWriter } from './load-writer.js'

const WRITERS = 6
const RECOVERY_MAX_MS = 60_000
const NOTICED_MAX_MS = 2_000

let group: NodeGroup
let node: ServerProcess
let account: TestAccount
let key: string
let writers: LoadWriter[]
let reader: FirehoseReader
let isOver = false
let writing: Promise<unknown>

beforeAll(async () => {
  group = await NodeGroup.start(1)
  node = group.nodes[0]!
  account = await createAccount(node, 'steady')
  key = await signingKeyOf(node, account.did)
  reader = await FirehoseReader.open(node, 0)
  writers = Array.from({ length: WRITERS }, (_, index) => new LoadWriter(node.url, account, `w${index}`))
  writing = Promise.all(
    writers.map(async (writer) => {
      while (!isOver) {
        await writer.run(() => isOver)
        await sleep(20)
      }
    }),
  )
}, 120_000)

afterAll(async () => {
  isOver = true
  await writing
  reader?.close()
  await group?.remove()
}, 60_000)

async function untilWritesSucceed(): Promise<void> {
  const deadline = Date.now() + RECOVERY_MAX_MS
  // Each writer's own, as one of them may still wait for the connection that is gone.
  const before = writers.map((writer) => writer.acknowledged)
  while (writers.some((writer, index) => writer.acknowledged <= before[index]!)) {
    if (Date.now() > deadline) throw new Error('writes do not succeed again')
    await sleep(20)
  }
}

/** PostgreSQL ends until a write has failed: it is back so fast that all writers may have been elsewhere meanwhile. */
async function endUntilNoticed(signal: 'SIGINT' | 'SIGQUIT'): Promise<void> {
  const failures = () => writers.flatMap((writer) => writer.failures).length
  const before = failures()
  const deadline = Date.now() + RECOVERY_MAX_MS
  while (failures() === before) {
    if (Date.now() > deadline) throw new Error('no write fails')
    // Where there is none at the moment, it is on its way back.
    await group.postgres.stop(signal).catch(() => undefined)
    for (let waited = 0; waited < NOTICED_MAX_MS && failures() === before; waited += 5) await sleep(5)
  }
}

describe('PostgreSQL restarts under load', () => {
  it.each(['SIGINT', 'SIGQUIT'] as const)(
    'by %s: writes are refused for the time being, and go on by themselves',
    async (signal) => {
      await untilWritesSucceed()
      await endUntilNoticed(signal)
      await untilWritesSucceed()
    },
    2 * RECOVERY_MAX_MS + 30_000,
  )

  it('says so with 503 and when to try again, never with a fault', () => {
    const failures = writers.flatMap((writer) => writer.failures)
    expect(failures.length).toBeGreaterThan(0)
    expect(
      failures.filter(
        ({ status, error, retryAfter }) => status !== 503 || error !== 'NotEnoughResources' || !retryAfter,
      ),
    ).toEqual([])
  })

  it('has lost nothing that was acknowledged, and its stream went on in the same connection', async () => {
    isOver = true
    await writing
    const { data } = await account.agent.com.atproto.sync.getLatestCommit({ did: account.did })
    await reader.untilRevs(new Map([[account.did, data.rev]]))
    const chains = await checkChains(reader.frames)
    expect(chains.get(account.did)!.rev).toBe(data.rev)
    expect(reader.frames.map(({ seq }) => seq)).toEqual(reader.frames.map((_frame, index) => index + 1))
    const streamed = new Set(reader.frames.filter(isCommit).map(({ commit }) => String(commit)))
    expect(writers.flatMap(({ commits }) => commits).filter((commit) => !streamed.has(commit))).toEqual([])
    const { data: car } = await account.agent.com.atproto.sync.getRepo({ did: account.did })
    const { creates } = await verifyRepoCar(car, account.did, key)
    const found = new Map(creates.map(({ collection, rkey, cid }) => [`${collection}/${rkey}`, String(cid)]))
    expect(writers.flatMap((writer) => writer.reconcile(found))).toEqual([])
  }, 90_000)
})
