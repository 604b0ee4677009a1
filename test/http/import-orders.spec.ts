import { verifyRepoCar } from '@atproto/repo'
import { cborCidBytes, encode, type LexMap, rawCidBytes, toCid } from '@guildhall/data'
import { com } from '@guildhall/lexicon'
import { buildTree, type CarBlock, encodeCar, makeNode, readCar, signCommit } from '@guildhall/repo'
import { K256Key } from '@guildhall/crypto'
import { parseDid } from '@guildhall/syntax'
import { randomFrom } from '../e2e/random-history.js'
import { carOf, sampleCar } from '../support/sample-car.js'
import { bearer, type Member, WholeServer } from '../support/whole-server.js'

const { createRecord, importRepo } = com.atproto.repo
const { getRepo } = com.atproto.sync
const NOTE = 'com.example.note'
const LIKE = 'app.bsky.feed.like'
/** For each place. */
const HISTORIES = 4
/** Several imports, or many writes, on a machine that may be busy. */
const LONG_MS = 60_000

let server: WholeServer
let member: Member

const importCar = (car: Uint8Array) =>
  server.request(
    'POST',
    `/xrpc/${importRepo.nsid}`,
    { 'content-type': 'application/vnd.ipld.car', ...bearer(member.accessJwt) },
    Buffer.from(car),
  )

/** CIDs of the records by path, as the official library reads the verified export. */
async function exported(): Promise<Record<string, string>> {
  const [key] = await server.sql<{ did_key: string }>('SELECT did_key FROM signing_key WHERE did = $1', [
    member.did,
  ])
  const { bytes } = await server.get(getRepo.nsid, { did: member.did })
  const { creates } = await verifyRepoCar(bytes, member.did, key!.did_key)
  return Object.fromEntries(
    creates.map(({ collection, rkey, cid }) => [`${collection}/${rkey}`, String(cid)]),
  )
}
const cidsOf = (records: Record<string, LexMap>) =>
  Object.fromEntries(
    Object.entries(records).map(([path, v]) => [path, String(toCid(cborCidBytes(encode(v))))]),
  )

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const all = [...items]
  for (let i = all.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[all[i], all[j]] = [all[j]!, all[i]!]
  }
  return all
}

/** Where blocks are kept that come before it is known where they belong. */
const PLACES: Record<string, Record<string, string>> = {
  'in memory': {},
  'in the database': { PDS_REPO_IMPORT_MEMORY_BYTES: '0' },
  'in both': { PDS_REPO_IMPORT_MEMORY_BYTES: '20000' },
}

describe.each(Object.entries(PLACES))('with what is out of order %s', (_place, env) => {
  beforeAll(async () => {
    server = await WholeServer.start({ PDS_MAX_REPO_IMPORT_SIZE: '4000000', ...env })
  }, 60_000)
  beforeEach(async () => {
    member = await server.signUp()
  })
  afterAll(() => server?.close())

  describe('a repository that is imported', () => {
    it.each(Array.from({ length: HISTORIES }, (_, seed) => seed))(
      'is the one that is exported, and the other way round, whatever the order of its blocks: seed %d',
      async (seed) => {
        const random = randomFrom(seed)
        const count = Math.floor(random() ** 2 * 600)
        // Few texts for many paths: some records are equal and are in the file once.
        const records: Record<string, LexMap> = {}
        for (let i = 0; i < count; i++) {
          records[`${NOTE}/${Math.floor(random() * 1e9).toString(36)}`] = {
            $type: NOTE,
            n: Math.floor(random() * count),
          }
        }
        const { commit, nodes, records: blocks } = sampleCar(member.did, records)
        const car = encodeCar([commit.cid], shuffled([commit, ...nodes, ...blocks], random))
        expect((await importCar(car)).status).toBe(200)
        expect(await exported()).toEqual(cidsOf(records))
        // Preorder, equal records sent once.
        const own = await server.get(getRepo.nsid, { did: member.did })
        expect((await importCar(carOf(sampleCar(member.did, {})))).status).toBe(200)
        expect(await exported()).toEqual({})
        expect((await importCar(own.bytes)).status).toBe(200)
        expect(await exported()).toEqual(cidsOf(records))
        // All nodes first, and the commit, then all records.
        const { roots, blocks: inOrder } = readCar(own.bytes)
        const isNode = new Set(nodes.map(({ cid }) => Buffer.from(cid).toString('hex')))
        const first = (block: CarBlock) => !isNode.has(Buffer.from(block.cid).toString('hex'))
        const [head, ...rest] = inOrder
        const late = [head!, ...rest.filter((block) => !first(block)), ...rest.filter(first)]
        expect((await importCar(encodeCar(roots, late))).status).toBe(200)
        expect(await exported()).toEqual(cidsOf(records))
      },
      LONG_MS,
    )

    it('has its references: blobs of new and old form, subjects, also where records are equal', async () => {
      const blob = (n: number) => toCid(rawCidBytes(new Uint8Array(32).fill(n)))
      const like = { $type: LIKE, subject: { uri: 'at://did:web:a.example/b.c.d/e', cid: String(blob(9)) } }
      const note = {
        $type: NOTE,
        image: { $type: 'blob', ref: blob(1), mimeType: 'image/png', size: 1 },
        old: { cid: String(blob(2)), mimeType: 'image/png' },
      }
      const records: Record<string, LexMap> = {
        [`${LIKE}/a`]: like,
        [`${LIKE}/b`]: like,
        [`${NOTE}/a`]: note,
        [`${NOTE}/b`]: note,
      }
      const expectReferences = async () => {
        const of = `repo_id = (SELECT repo_id FROM repo WHERE did = $1) ORDER BY path`
        const subjects = await server.sql<{ path: string }>(`SELECT path FROM repo_subject WHERE ${of}`, [
          member.did,
        ])
        expect(subjects.map(({ path }) => path)).toEqual([`${LIKE}/a`, `${LIKE}/b`])
        const blobs = await server.sql<{ path: string }>(`SELECT path FROM repo_blob_ref WHERE ${of}`, [
          member.did,
        ])
        expect(blobs.map(({ path }) => path)).toEqual(['a', 'a', 'b', 'b'].map((rkey) => `${NOTE}/${rkey}`))
      }
      await importCar(carOf(sampleCar(member.did, records)))
      await expectReferences()
      const own = await server.get(getRepo.nsid, { did: member.did })
      await importCar(own.bytes)
      await expectReferences()
    })

    it(
      'has what is written meanwhile, or replaces it, and goes on from there',
      async () => {
        const records = Object.fromEntries(
          Array.from({ length: 2_000 }, (_, n) => [`${NOTE}/imported-${n}`, { $type: NOTE, n }]),
        )
        let importing = true
        const written = new Set<string>()
        const write = async (writer: number) => {
          for (let n = 0; importing || n < 5; n++) {
            const rkey = `w${writer}-${n}`
            const input = { repo: member.did, collection: NOTE, rkey, record: { $type: NOTE, n } }
            const { status } = await server.post(createRecord.nsid, input, bearer(member.accessJwt))
            expect(status).toBe(200)
            written.add(`${NOTE}/${rkey}`)
          }
        }
        const writers = [1, 2, 3].map(write)
        const answer = await importCar(carOf(sampleCar(member.did, records)))
        const atLeast = { repo: member.did, collection: NOTE, rkey: 'after', record: { $type: NOTE } }
        expect((await server.post(createRecord.nsid, atLeast, bearer(member.accessJwt))).status).toBe(200)
        importing = false
        await Promise.all(writers)
        expect(answer.status).toBe(200)
        const found = Object.keys(await exported())
        const others = found.filter((path) => !(path in records))
        expect(found.length - others.length).toBe(2_000)
        expect(others).toContain(`${NOTE}/after`)
        expect(others.filter((path) => path !== `${NOTE}/after` && !written.has(path))).toEqual([])
      },
      LONG_MS,
    )
  })

  describe('a file that is larger than it looks', () => {
    const key = K256Key.fromHex('07'.repeat(32))
    const refused = async (car: Uint8Array) => {
      const answer = await importCar(car)
      expect(await exported()).toEqual({})
      return answer
    }

    it('is refused: one record for many paths, in any order', async () => {
      const big = { $type: NOTE, text: 'x'.repeat(900_000) }
      const records = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`${NOTE}/k${n}`, big]))
      const { commit, nodes, records: blocks } = sampleCar(member.did, records)
      for (const order of [
        [commit, ...nodes, ...blocks],
        [commit, ...[...nodes].reverse(), ...blocks],
      ]) {
        expect(await refused(encodeCar([commit.cid], order))).toMatchObject({
          status: 413,
          json: { error: 'PayloadTooLarge' },
        })
      }
      // In preorder the one block comes with the first path.
      const preorder = await preorderOf(member, records)
      expect(await refused(preorder)).toMatchObject({ status: 413 })
    })

    it('is refused: paths that are none', async () => {
      const value = encode({ $type: NOTE })
      const leaf = { cid: cborCidBytes(value), bytes: value }
      for (const path of ['notes/a', `${NOTE}/..`]) {
        const node = makeNode(null, [{ path, cid: leaf.cid, right: null }])
        const commit = signCommit({ did: parseDid(member.did), rev: '3jzfcijpj2z2a', data: node.cid }, key)
        expect(await refused(encodeCar([commit.cid], [commit, node, leaf]))).toMatchObject({ status: 400 })
      }
    })
  })
})

/** The file as exports send it: nodes as the walk comes to them, a record where it comes first. */
async function preorderOf({ did }: Member, records: Record<string, LexMap>): Promise<Uint8Array> {
  const blocks = new Map(Object.values(records).map((value) => [encode(value), value]))
  const [[bytes]] = [...blocks] as [[Uint8Array, LexMap]]
  const cid = cborCidBytes(bytes)
  const { root, nodes } = buildTree(Object.keys(records).map((path) => [path, cid]))
  const byCid = new Map(nodes.map((node) => [Buffer.from(node.cid).toString('hex'), node]))
  const out: CarBlock[] = []
  const visit = (at: Uint8Array | null): void => {
    if (at === null) return
    const node = byCid.get(Buffer.from(at).toString('hex'))!
    out.push(node)
    visit(node.left)
    for (const { right } of node.entries) {
      if (!out.some((block) => block.cid === cid)) out.push({ cid, bytes })
      visit(right)
    }
  }
  visit(root)
  const key = K256Key.fromHex('07'.repeat(32))
  const commit = signCommit({ did: parseDid(did), rev: '3jzfcijpj2z2a', data: root }, key)
  return encodeCar([commit.cid], [commit, ...out])
}
