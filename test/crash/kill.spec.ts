import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { verifyRepoCar } from '@atproto/repo'
import { createAccount, signingKeyOf, type TestAccount } from '../e2e/accounts.js'
import { checkChains, checkCommit } from '../e2e/commit-checks.js'
import { FirehoseReader, type Frame, isCommit } from '../e2e/firehose-reader.js'
import { ServerProcess } from '../e2e/server-process.js'
import { blobsInCrashes } from './blobs.js'
import { importsInCrashes } from './imports.js'
import { LoadWriter } from './load-writer.js'

const ROUNDS = Number(process.env.CRASH_ROUNDS ?? 2)
const ACCOUNTS = 3
const WRITERS_PER_ACCOUNT = 3
/** Acknowledged before the clock of a round begins to run. */
const WRITES_MIN = 10
const LOAD_MS_MIN = 100
const LOAD_MS_SPREAD = 600
/** Every so many rounds the database dies together with the server, as in a power cut. */
const DATABASE_DIES_EVERY = 4

let server: ServerProcess
let accounts: TestAccount[]
let writers: LoadWriter[]
const keys = new Map<string, string>()
/** Digests of the events that were seen before a crash, by sequence number. */
const published = new Map<number, string>()

beforeAll(async () => {
  server = await ServerProcess.create()
  await server.start()
  accounts = []
  for (let index = 0; index < ACCOUNTS; index++) accounts.push(await createAccount(server, `loaded${index}`))
  for (const { did } of accounts) keys.set(did, await signingKeyOf(server, did))
  writers = accounts.flatMap((account) =>
    Array.from(
      { length: WRITERS_PER_ACCOUNT },
      (_, index) => new LoadWriter(server.url, account, `w${index}`),
    ),
  )
}, 120_000)

afterAll(() => server?.remove(), 30_000)

const acknowledgedWrites = () => writers.reduce((sum, writer) => sum + writer.acknowledged, 0)

async function crash(round: number): Promise<void> {
  const before = acknowledgedWrites()
  const load = writers.map((writer) => writer.run())
  // However busy the machine is: the crash comes while writes are being acknowledged.
  while (acknowledgedWrites() < before + WRITES_MIN) await sleep(10)
  await sleep(LOAD_MS_MIN + Math.random() * LOAD_MS_SPREAD)
  const databases = round % DATABASE_DIES_EVERY === 0 ? await server.databasePids() : []
  for (const pid of databases) process.kill(pid, 'SIGKILL')
  await server.stop('SIGKILL')
  await Promise.all(load)
}

/** Every acknowledged write is there, and nothing that was never asked for. */
async function checkRecords(account: TestAccount): Promise<void> {
  const { data: car } = await account.agent.com.atproto.sync.getRepo({ did: account.did })
  const { creates } = await verifyRepoCar(car, account.did, keys.get(account.did)!)
  const found = new Map(creates.map(({ collection, rkey, cid }) => [`${collection}/${rkey}`, String(cid)]))
  const own = writers.filter((writer) => writer.account === account)
  const problems = own.flatMap((writer) => writer.reconcile(found))
  expect(problems).toEqual([])
  expect([...found.keys()].filter((path) => !own.some((writer) => writer.knows(path)))).toEqual([])
}

async function readStream(): Promise<Frame[]> {
  const revs = new Map<string, string>()
  for (const { agent, did } of accounts) {
    const { data } = await agent.com.atproto.sync.getLatestCommit({ did })
    revs.set(did, data.rev)
  }
  const reader = await FirehoseReader.open(server, 0)
  await reader.untilRevs(revs)
  reader.close()
  const chains = await checkChains(reader.frames)
  for (const [did, rev] of revs) expect(chains.get(did)!.rev).toBe(rev)
  return reader.frames
}

/** What was published once stays as it was; what is new must invert. */
async function checkEvents(frames: readonly Frame[]): Promise<void> {
  const digests = new Map(frames.map((frame) => [frame.seq, digestOf(frame)]))
  for (const [seq, digest] of published) {
    if (digests.get(seq) !== digest) throw new Error(`event ${seq} is not what it was before the crash`)
  }
  for (const frame of frames.filter(isCommit)) {
    if (!published.has(frame.seq)) await checkCommit(frame, keys.get(frame.repo)!)
  }
  for (const [seq, digest] of digests) published.set(seq, digest)
}

function digestOf(frame: Frame): string {
  const essence = isCommit(frame) ? [String(frame.commit), frame.rev, frame.since] : [frame.did, frame.kind]
  return createHash('sha256')
    .update(JSON.stringify([...essence, frame.time]))
    .digest('hex')
}

describe(`kill -9 under write load, ${ROUNDS} rounds`, () => {
  it.each(Array.from({ length: ROUNDS }, (_, index) => index + 1))(
    'round %i loses nothing that was acknowledged, and breaks no chain',
    async (round) => {
      await crash(round)
      await server.start()
      for (const account of accounts) await checkRecords(account)
      await checkEvents(await readStream())
    },
    60_000,
  )
})

// The stream was read above from its beginning, of accounts that were known.
describe('a crash during imports', () => importsInCrashes(() => server))
describe('a crash during uploads', () => blobsInCrashes(() => server))
