import { verifyRepoCar } from '@atproto/repo'
import { K256Key } from '@guildhall/crypto'
import { cborCidBytes, encode, rawCidBytes, toCid } from '@guildhall/data'
import { com } from '@guildhall/lexicon'
import { encodeCar, makeNode, signCommit } from '@guildhall/repo'
import { parseDid, tidFromMicros } from '@guildhall/syntax'
import { carOf, type SampleCar, sampleCar } from '../support/sample-car.js'
import { type Answer, bearer, type Member, WholeServer } from '../support/whole-server.js'

const { importRepo, listMissingBlobs, createRecord, listRecords } = com.atproto.repo
const { getLatestCommit, getRepo } = com.atproto.sync
const NOTE = 'com.example.note'
const note = (n: number) => ({ $type: NOTE, n })

let server: WholeServer
beforeAll(async () => {
  server = await WholeServer.start({ PDS_MAX_REPO_IMPORT_SIZE: '3000000' })
}, 60_000)
afterAll(() => server?.close())

const importCar = (member: Member, car: Uint8Array): Promise<Answer> =>
  server.request(
    'POST',
    `/xrpc/${importRepo.nsid}`,
    { 'content-type': 'application/vnd.ipld.car', ...bearer(member.accessJwt) },
    Buffer.from(car),
  )
const headOf = async ({ did }: Member) => (await server.get(getLatestCommit.nsid, { did })).json
const numbers = async ({ did }: Member) => {
  const { json } = await server.get(listRecords.nsid, { repo: did, collection: NOTE })
  return (json.records as { value: { n: number } }[]).map(({ value }) => value.n).sort()
}
const events = () => server.sql<{ kind: number; did: string }>('SELECT kind, did FROM repo_event ORDER BY id')
const staged = async () => {
  const [row] = await server.sql<{ n: string }>(
    'SELECT (SELECT count(*) FROM repo_import_block) + (SELECT count(*) FROM repo_import) AS n',
  )
  return Number(row!.n)
}

describe('importRepo', () => {
  it('puts the records of a file in the place of all others, under a commit of its own', async () => {
    const member = await server.signUp()
    await server.post(
      createRecord.nsid,
      { repo: member.did, collection: NOTE, record: note(0) },
      bearer(member.accessJwt),
    )
    const before = await headOf(member)
    const answer = await importCar(
      member,
      carOf(
        sampleCar(member.did, { [`${NOTE}/a`]: note(1), [`${NOTE}/b`]: note(2), [`${NOTE}/c`]: note(2) }),
      ),
    )
    expect(answer.status).toBe(200)
    expect(await numbers(member)).toEqual([1, 2, 2])
    const { rev } = (await headOf(member)) as { rev: string }
    expect(rev > (before as { rev: string }).rev).toBe(true)
    const { bytes } = await server.get(getRepo.nsid, { did: member.did })
    const [key] = await server.sql<{ did_key: string }>('SELECT did_key FROM signing_key WHERE did = $1', [
      member.did,
    ])
    const verified = await verifyRepoCar(bytes, member.did, key!.did_key)
    expect(verified.creates).toHaveLength(3)
    expect(await staged()).toBe(0)
  })

  it('is announced by #sync, and writes go on from there', async () => {
    const member = await server.signUp()
    await importCar(member, carOf(sampleCar(member.did, { [`${NOTE}/a`]: note(1) })))
    expect((await events()).filter(({ did }) => did === member.did).at(-1)!.kind).toBe(2)
    const written = await server.post(
      createRecord.nsid,
      { repo: member.did, collection: NOTE, rkey: 'b', record: note(2) },
      bearer(member.accessJwt),
    )
    expect(written.status).toBe(200)
    expect(await numbers(member)).toEqual([1, 2])
  })

  it('takes an export of its own, blocks in any order, an empty repository', async () => {
    const member = await server.signUp()
    const own = await server.get(getRepo.nsid, { did: member.did })
    expect((await importCar(member, own.bytes)).status).toBe(200)
    const { commit, nodes, records } = sampleCar(member.did, {
      [`${NOTE}/a`]: note(1),
      [`${NOTE}/b`]: note(2),
    })
    const reversed = encodeCar([commit.cid], [...records, ...nodes, commit].reverse())
    expect((await importCar(member, reversed)).status).toBe(200)
    expect(await numbers(member)).toEqual([1, 2])
  })

  it('keeps what was taken down out of sight', async () => {
    const member = await server.signUp()
    const car = carOf(sampleCar(member.did, { [`${NOTE}/a`]: note(1), [`${NOTE}/b`]: note(2) }))
    await importCar(member, car)
    await server.sql(
      `UPDATE repo_record SET takedown_ref = 'case' WHERE path = $1 AND repo_id = (SELECT repo_id FROM repo WHERE did = $2)`,
      [`${NOTE}/a`, member.did],
    )
    await importCar(member, car)
    expect(await numbers(member)).toEqual([2])
  })

  it('tells which blobs are missing, in pages', async () => {
    const member = await server.signUp()
    const blob = (n: number) => ({
      $type: 'blob' as const,
      ref: toCid(rawCidBytes(new Uint8Array(32).fill(n))),
      mimeType: 'image/png',
      size: 3,
    })
    const car = sampleCar(member.did, {
      [`${NOTE}/a`]: { ...note(1), one: blob(1), two: blob(2) },
      [`${NOTE}/b`]: { ...note(2), two: blob(2) },
    })
    await importCar(member, carOf(car))
    const page = (cursor?: string) =>
      server.get(listMissingBlobs.nsid, { limit: 1, cursor }, bearer(member.accessJwt))
    const first = (await page()).json as { blobs: { cid: string; recordUri: string }[]; cursor: string }
    const second = (await page(first.cursor)).json as typeof first
    expect([...first.blobs, ...second.blobs].map(({ recordUri }) => recordUri)).toEqual([
      `at://${member.did}/${NOTE}/a`,
      `at://${member.did}/${NOTE}/a`,
    ])
    expect(second.cursor).toBeUndefined()
    expect((await page('nonsense')).status).toBe(400)
  })

  it('of an account that moves here must be signed by a key of it', async () => {
    const member = await server.signUp()
    await server.setStatus(member.did, 'deactivated')
    const records = { [`${NOTE}/a`]: note(1) }
    expect(await importCar(member, carOf(sampleCar(member.did, records)))).toMatchObject({
      status: 400,
      json: { error: 'InvalidRequest' },
    })
    expect(await staged()).toBe(0)
  })
})

describe('a file that is refused', () => {
  let member: Member
  let good: SampleCar
  let head: unknown
  beforeAll(async () => {
    member = await server.signUp()
    good = sampleCar(
      member.did,
      Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`${NOTE}/k${i}`, note(i)])),
    )
    await importCar(member, carOf(good))
    head = await headOf(member)
  })
  afterEach(async () => {
    expect(await headOf(member)).toEqual(head)
    expect(await numbers(member)).toHaveLength(50)
    expect(await staged()).toBe(0)
  })

  const car = (records: Parameters<typeof sampleCar>[1], more?: Parameters<typeof sampleCar>[2]) => () =>
    carOf(sampleCar(member.did, records, more))
  const one = { [`${NOTE}/a`]: note(1) }
  const key = K256Key.fromHex('07'.repeat(32))
  const commitOver = (data: Uint8Array) =>
    signCommit({ did: parseDid(member.did), rev: '3jzfcijpj2z2a', data }, key)
  /** A tree of one node that says what it likes. */
  const withNode = (node: { cid: Uint8Array; bytes: Uint8Array }) => {
    const commit = commitOver(node.cid)
    return Buffer.from(encodeCar([commit.cid], [commit, node]))
  }
  const block = (bytes: Uint8Array) => ({ cid: cborCidBytes(bytes), bytes })

  it.each<[string, () => Uint8Array]>([
    ['nothing', () => new Uint8Array(0)],
    ['garbage', () => Buffer.from('this is no car file at all, really')],
    ['a file that is cut', () => carOf(good).subarray(0, 2_000)],
    [
      'a block that is not what its CID says',
      () => {
        const bytes = carOf(good)
        bytes[bytes.length - 1]! ^= 1
        return bytes
      },
    ],
    [
      'two roots',
      () =>
        Buffer.from(
          encodeCar([good.commit.cid, good.nodes[0]!.cid], [good.commit, ...good.nodes, ...good.records]),
        ),
    ],
    ['no root', () => Buffer.from(encodeCar([], [good.commit, ...good.nodes, ...good.records]))],
    [
      'a root that is not there',
      () => Buffer.from(encodeCar([good.commit.cid], [...good.nodes, ...good.records])),
    ],
    [
      'a root that is a record',
      () => Buffer.from(encodeCar([good.records[0]!.cid], [good.commit, ...good.nodes, ...good.records])),
    ],
    ['the commit of somebody else', () => carOf(sampleCar('did:web:somebody.example', one))],
    [
      'a commit of the future',
      () =>
        carOf(
          sampleCar(member.did, one, { rev: tidFromMicros((server.clock.nowMs() + 3_600_000) * 1000, 0) }),
        ),
    ],
    ['a node that is missing', () => carOf({ ...good, nodes: good.nodes.slice(1) })],
    ['a record that is missing', () => carOf({ ...good, records: good.records.slice(1) })],
    ['a block that belongs to nothing', () => carOf(good, [block(encode({ extra: true }))])],
    ['a block twice', () => carOf(good, [good.records[0]!])],
    ['a record that is too large', car({ [`${NOTE}/a`]: { ...note(1), text: 'x'.repeat(1_000_001) } })],
    ['a record without a $type', car({ [`${NOTE}/a`]: { n: 1 } })],
    ['a record that is a list', car({ [`${NOTE}/a`]: encode([1]) })],
    ['a record with a float', car({ [`${NOTE}/a`]: Buffer.from('a1616efb3ff8000000000000', 'hex') })],
    ['a record that is not canonical', car({ [`${NOTE}/a`]: Buffer.from('a2616201616101', 'hex') })],
    [
      'a record nested very deep',
      car({ [`${NOTE}/a`]: Buffer.concat([Buffer.alloc(900_000, 0x81), Buffer.of(1)]) }),
    ],
    [
      'a tree that refers to itself by a wrong layer',
      () => {
        const leaf = cborCidBytes(encode(note(1)))
        const inner = makeNode(null, [{ path: `${NOTE}/k1`, cid: leaf, right: null }])
        return withNode(makeNode(inner.cid, [{ path: `${NOTE}/k2`, cid: leaf, right: inner.cid }]))
      },
    ],
    ['a tree that is a record', () => withNode(block(encode(note(1))))],
    [
      'more than may be imported',
      car(
        Object.fromEntries(
          [1, 2, 3, 4].map((n) => [`${NOTE}/${n}`, { ...note(n), text: String(n).repeat(900_000) }]),
        ),
      ),
    ],
  ])('%s', async (_, make) => {
    const answer = await importCar(member, make())
    expect([400, 413]).toContain(answer.status)
    expect(['InvalidRequest', 'PayloadTooLarge']).toContain(answer.json.error)
  })

  it('without a session, with an app password, as JSON', async () => {
    const bytes = carOf(good)
    const url = `/xrpc/${importRepo.nsid}`
    const type = { 'content-type': 'application/vnd.ipld.car' }
    expect((await server.request('POST', url, type, bytes)).status).toBe(401)
    const made = await server.post(
      com.atproto.server.createAppPassword.nsid,
      { name: 'app' },
      bearer(member.accessJwt),
    )
    const session = await server.signIn(member.handle, made.json.password as string)
    expect(
      (await server.request('POST', url, { ...type, ...bearer(session.json.accessJwt as string) }, bytes))
        .status,
    ).toBe(400)
    expect(
      (
        await server.request(
          'POST',
          url,
          { 'content-type': 'application/json', ...bearer(member.accessJwt) },
          '{}',
        )
      ).status,
    ).toBe(400)
  })
})
