import { verifyRepoCar, MemoryBlockstore, MST } from '@atproto/repo'
import { buildTree } from '@guildhall/repo'
import { CID } from 'multiformats/cid'
import { createAccount, signingKeyOf, type TestAccount } from './accounts.js'
import { checkChains, checkCommit } from './commit-checks.js'
import { FirehoseReader, isCommit } from './firehose-reader.js'
import { randomFrom, RandomWriter } from './random-history.js'
import { ServerProcess } from './server-process.js'

const REPOSITORIES = 5
const OPERATIONS = Number(process.env.HISTORY_OPERATIONS ?? 1_000)
/** One seed, so that a run says something about the change it tests; HISTORY_SEED for another. */
const SEED = Number(process.env.HISTORY_SEED ?? 20_261_128)

let server: ServerProcess
let writers: RandomWriter[]

/** Repositories are written to at the same time, each by one writer. */
async function writeHistory(accounts: TestAccount[]): Promise<void> {
  const each = Math.ceil(OPERATIONS / accounts.length)
  writers = accounts.map((account, index) => new RandomWriter(account, randomFrom(SEED + index)))
  await Promise.all(
    writers.map(async (writer) => {
      for (let done = 0; done < each;) done += await writer.step(each - done)
    }),
  )
}

/** The present revision of every repository. */
async function latestRevs(): Promise<Map<string, string>> {
  const revs = new Map<string, string>()
  for (const { account } of writers) {
    const { data } = await account.agent.com.atproto.sync.getLatestCommit({ did: account.did })
    revs.set(account.did, data.rev)
  }
  return revs
}

/** The stream from its beginning until every repository has reached its revision. */
async function readTo(revs: Map<string, string>): Promise<FirehoseReader> {
  const reader = await FirehoseReader.open(server, 0)
  await reader.untilRevs(revs)
  reader.close()
  return reader
}

beforeAll(async () => {
  server = await ServerProcess.create()
  await server.start()
  const accounts: TestAccount[] = []
  for (let index = 0; index < REPOSITORIES; index++)
    accounts.push(await createAccount(server, `writer${index}`))
  await writeHistory(accounts)
}, 180_000)

afterAll(() => server?.remove(), 30_000)

describe(`${OPERATIONS} random operations over ${REPOSITORIES} repositories (HISTORY_SEED=${SEED})`, () => {
  it('make commits that each invert to the tree before, in unbroken chains', async () => {
    const revs = await latestRevs()
    const reader = await readTo(revs)
    const chains = await checkChains(reader.frames)
    const keys = new Map<string, string>()
    for (const did of chains.keys()) keys.set(did, await signingKeyOf(server, did))
    const commits = reader.frames.filter(isCommit)
    for (const frame of commits) await checkCommit(frame, keys.get(frame.repo)!)
    const operations = commits.reduce((sum, { ops }) => sum + ops.length, 0)
    expect(operations).toBe(Math.ceil(OPERATIONS / REPOSITORIES) * REPOSITORIES)
    for (const [did, rev] of revs) expect(chains.get(did)!.rev).toBe(rev)
  }, 120_000)

  it('leave repositories that import into the official library, with the records that were written', async () => {
    for (const { account, records } of writers) {
      const { data: car } = await account.agent.com.atproto.sync.getRepo({ did: account.did })
      const verified = await verifyRepoCar(car, account.did, await signingKeyOf(server, account.did))
      const found = verified.creates.map(({ collection, rkey, cid }) => [
        `${collection}/${rkey}`,
        String(cid),
      ])
      expect(Object.fromEntries(found)).toEqual(Object.fromEntries(records))
    }
  }, 60_000)

  it('leave trees that do not tell how they came about', async () => {
    const reader = await readTo(await latestRevs())
    for (const writer of writers) {
      const root = (await checkChains(reader.frames)).get(writer.account.did)!.data
      const entries = [...writer.records].map(([path, cid]) => [path, CID.parse(cid)] as const)
      const ours = buildTree(sorted(entries).map(([path, cid]) => [path, cid.bytes]))
      expect(CID.decode(ours.root).toString()).toBe(root)
      let tree = await MST.create(new MemoryBlockstore())
      for (const [path, cid] of entries) tree = await tree.add(path, cid as never)
      expect(String(await tree.getPointer())).toBe(root)
    }
    expect(writers[0]!.records.size).toBeGreaterThan(0)
  }, 60_000)
})

function sorted<T>(entries: (readonly [string, T])[]): (readonly [string, T])[] {
  return [...entries].sort(([a], [b]) => (a < b ? -1 : 1))
}
