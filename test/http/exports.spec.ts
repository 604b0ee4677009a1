import { MemoryBlockstore, readCarWithRoot, Repo, verifyDiffCar } from '@atproto/repo'
import { cidKey, type CidKey, cidStringToBytes } from '@guildhall/data'
import { com } from '@guildhall/lexicon'
import { decodeNode, InvalidRepo, readCar } from '@guildhall/repo'
import type { Did } from '@guildhall/syntax'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { Database } from '../../src/database/index.js'
import { RepoExporter } from '../../src/sync/index.js'
import { checkPreorder } from '../support/preorder-check.js'
import { bearer, type Member, WholeServer } from '../support/whole-server.js'

const { getRepo, getLatestCommit } = com.atproto.sync
const COLLECTIONS = ['com.example.note', 'com.example.note.reply', 'com.example.like']
const STEPS = 40
const MOMENTS_EVERY = 5
const START_MAX_MS = 60_000

let server: WholeServer
let member: Member
beforeAll(async () => {
  server = await WholeServer.start({ PDS_DATABASE_POOL_SIZE: '3', PDS_DATABASE_CONNECT_TIMEOUT_MS: '2000' })
}, START_MAX_MS)
beforeEach(async () => {
  member = await server.signUp()
})
afterAll(() => server?.close())

const car = async (query: object = {}) =>
  (await server.get(getRepo.nsid, { did: member.did, ...query })).bytes
const latest = async () =>
  (await server.get(getLatestCommit.nsid, { did: member.did })).json as { cid: string; rev: string }
const keysOf = (bytes: Uint8Array) => readCar(bytes).blocks.map(({ cid }) => cidKey(cid))

/** CIDs of the tree nodes. */
function nodesOf(bytes: Uint8Array): CidKey[] {
  return readCar(bytes).blocks.flatMap((block) => {
    try {
      return [decodeNode(block.bytes, block.cid).key]
    } catch (error) {
      if (error instanceof InvalidRepo) return []
      throw error
    }
  })
}

/** Some writes at places that come again, of contents that come again. */
async function writeSome(present: Map<string, string>, random: () => number): Promise<void> {
  const writes: object[] = []
  const taken = new Set<string>()
  for (let i = 0; i < 1 + random() * 12; i++) {
    const collection = COLLECTIONS[Math.floor(random() * 3)]!
    const rkey = `k${Math.floor(random() * 40)}`
    const path = `${collection}/${rkey}`
    if (taken.has(path)) continue
    taken.add(path)
    const action = !present.has(path) ? 'create' : random() < 0.5 ? 'update' : 'delete'
    const text = `text ${Math.floor(random() * 8)}`
    if (action === 'delete') present.delete(path)
    else present.set(path, text)
    const value = action === 'delete' ? {} : { value: { $type: collection, text } }
    writes.push({ $type: `com.atproto.repo.applyWrites#${action}`, collection, rkey, ...value })
  }
  const answer = await server.post(
    com.atproto.repo.applyWrites.nsid,
    { repo: member.did, writes },
    bearer(member.accessJwt),
  )
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.json))
}

function randomFrom(seed: number): () => number {
  let state = seed
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32
}

describe('since', () => {
  it.each([1, 2, 3])(
    'leads from any earlier state to the present one, as the official library sees it (history %i)',
    async (seed) => {
      const random = randomFrom(seed)
      const present = new Map<string, string>()
      const moments: { rev: string; bytes: Uint8Array }[] = []
      for (let step = 0; step < STEPS; step++) {
        if (step % MOMENTS_EVERY === 0) moments.push({ rev: (await latest()).rev, bytes: await car() })
        await writeSome(present, random)
      }
      const now = await car()
      const nowKeys = new Set(keysOf(now))
      for (const { rev, bytes } of moments) {
        const since = await car({ since: rev })
        const old = new Set(keysOf(bytes))
        const sent = keysOf(since)
        expect(new Set(sent).size).toBe(sent.length)
        expect(sent.filter((key) => !nowKeys.has(key))).toEqual([])
        expect([...nowKeys].filter((key) => !old.has(key) && !sent.includes(key))).toEqual([])
        // In the order of the whole, but for records, of which an equal one may lie further ahead.
        expect(nodesOf(since)).toEqual(nodesOf(now).filter((key) => sent.includes(key)))
        const { root, blocks } = await readCarWithRoot(bytes)
        const repo = await Repo.load(new MemoryBlockstore(blocks), root)
        const { commit } = await verifyDiffCar(repo, since, member.did)
        expect(String(commit.cid)).toBe((await latest()).cid)
      }
    },
    START_MAX_MS,
  )

  it('of the present revision is the commit alone, and of one long ago is all', async () => {
    const present = new Map<string, string>()
    await writeSome(present, randomFrom(7))
    const { cid, rev } = await latest()
    expect(keysOf(await car({ since: rev }))).toEqual([cidKey(cidStringToBytes(cid))])
    expect(await car({ since: '2222222222222' })).toEqual(await car())
  })
})

describe('a whole export', () => {
  it('is in preorder', async () => {
    const writes = Array.from({ length: 150 }, (_, i) => ({
      $type: 'com.atproto.repo.applyWrites#create',
      collection: COLLECTIONS[i % 3],
      rkey: `k${i}`,
      value: { $type: COLLECTIONS[i % 3], text: `text ${i}` },
    }))
    await server.post(
      com.atproto.repo.applyWrites.nsid,
      { repo: member.did, writes },
      bearer(member.accessJwt),
    )
    expect(await checkPreorder(Readable.from([await car()]))).toMatchObject({ records: 150 })
  })

  it('of nothing is not found', async () => {
    const answer = await server.get(getRepo.nsid, { did: 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa' })
    expect(answer).toMatchObject({ status: 400, json: { error: 'RepoNotFound' } })
  })
})

describe('an export that is kept for those who ask next', () => {
  const ask = (query: object = {}, headers: Record<string, string> = {}) =>
    server.get(getRepo.nsid, { did: member.did, ...query }, headers)

  it('is the same, and its length is told', async () => {
    await writeSome(new Map(), randomFrom(1))
    const first = await ask()
    const second = await ask()
    expect(first.headers['content-length']).toBeUndefined()
    expect(second.headers['content-length']).toBe(String(first.bytes.length))
    expect(Buffer.compare(second.bytes, first.bytes)).toBe(0)
    expect(second.headers.vary).toBe(first.headers.vary)
  })

  it('is not taken for that of a later commit, nor for a part', async () => {
    const present = new Map<string, string>()
    await writeSome(present, randomFrom(2))
    const { rev } = await latest()
    await ask()
    const before = await ask()
    await writeSome(present, randomFrom(3))
    const after = await ask()
    expect(after.headers['content-length']).toBeUndefined()
    const { cid } = await latest()
    expect(readCar(after.bytes).roots.map(cidKey)).toEqual([cidKey(cidStringToBytes(cid))])
    expect(readCar(before.bytes).roots.map(cidKey)).not.toEqual([cidKey(cidStringToBytes(cid))])
    await ask()
    const part = await ask({ since: rev })
    expect(part.headers['content-length']).toBeUndefined()
    expect(keysOf(part.bytes).length).toBeLessThan(keysOf(after.bytes).length)
  })

  it('is not one that was for a single person, which is the same', async () => {
    const exporter = server.app.get(RepoExporter, { strict: false })
    const own = await exporter.export(member.did as Did, { isPrivate: true })
    const privately = await buffer(own!)
    const first = await ask()
    expect(first.headers['content-length']).toBeUndefined()
    expect(Buffer.compare(first.bytes, privately)).toBe(0)
    expect((await ask()).headers['content-length']).toBeDefined()
  })

  it('is compressed as well for those who want that', async () => {
    const plain = await ask()
    expect((await ask()).headers['content-length']).toBeDefined()
    const compressed = await ask({}, { 'accept-encoding': 'gzip' })
    expect(compressed.headers).toMatchObject({ 'content-encoding': 'gzip' })
    expect(compressed.headers['content-length']).not.toBe(String(plain.bytes.length))
  })

  it('is not shown when the account is no longer active', async () => {
    await ask()
    expect((await ask()).headers['content-length']).toBeDefined()
    await server.post(com.atproto.server.deactivateAccount.nsid, {}, bearer(member.accessJwt))
    expect(await ask()).toMatchObject({ status: 400, json: { error: 'RepoDeactivated' } })
  })
})

describe('when all database connections are in use', () => {
  it('requests are refused after a while, with when to try again, and served as soon as there is one', async () => {
    const database = server.app.get(Database, { strict: false })
    let giveBack = (): void => undefined
    const given = new Promise<void>((resolve) => (giveBack = resolve))
    const held = Array.from({ length: 3 }, () => database.withClient(() => given))
    for (const query of [getLatestCommit.nsid, getRepo.nsid]) {
      const answer = await server.get(query, { did: member.did })
      expect(answer).toMatchObject({ status: 503, json: { error: 'NotEnoughResources' } })
      expect(answer.headers['retry-after']).toBe('1')
    }
    giveBack()
    await Promise.all(held)
    expect(await server.get(getLatestCommit.nsid, { did: member.did })).toMatchObject({ status: 200 })
    expect(await car()).not.toHaveLength(0)
  })
})
