import { verifyRepoCar } from '@atproto/repo'
import { blobCid } from '../support/sample-repo.js'
import { cidBytesToString } from '@guildhall/data'
import { com } from '@guildhall/lexicon'
import { admin, bearer, type Member, WholeServer } from '../support/whole-server.js'

const { getCheckout, getHead, getLatestCommit, listBlobs, listReposByCollection } = com.atproto.sync
const { createRecord, deleteRecord } = com.atproto.repo
const NOBODY = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa'
const START_MAX_MS = 60_000

let server: WholeServer
let member: Member
let count = 0
beforeAll(async () => {
  server = await WholeServer.start()
}, START_MAX_MS)
beforeEach(async () => {
  member = await server.signUp()
})
afterAll(() => server?.close())

const refused = (error: string) =>
  expect.objectContaining({ status: 400, json: { error, message: expect.any(String) } })
const newCollection = () => `com.example.kind${++count}`

async function create(collection: string, more: object = {}, by = member): Promise<string> {
  const record = { $type: collection, text: 'text', ...more }
  const { status, json } = await server.post(
    createRecord.nsid,
    { repo: by.did, collection, record, validate: false },
    bearer(by.accessJwt),
  )
  if (status !== 200) throw new Error(JSON.stringify(json))
  return String(json.uri).split('/').at(-1)!
}

/** Makes a blob known, as an upload would, and a reference to it. */
async function newBlob({ did }: Member) {
  const cid = blobCid(`blob ${++count}`)
  await server.sql(
    `INSERT INTO blob (repo_id, cid, mime_type, size, object_key)
     SELECT repo_id, $2, 'image/png', 5, encode($2, 'hex') FROM repo WHERE did = $1`,
    [did, Buffer.from(cid)],
  )
  const link = cidBytesToString(cid)
  return { cid: link, ref: { $type: 'blob', ref: { $link: link }, mimeType: 'image/png', size: 5 } }
}

describe('the deprecated methods', () => {
  it('still answer', async () => {
    await create(newCollection())
    const latest = await server.get(getLatestCommit.nsid, { did: member.did })
    const head = await server.get(getHead.nsid, { did: member.did })
    expect([head.status, head.json]).toEqual([200, { root: latest.json.cid }])
    const checkout = await server.get(getCheckout.nsid, { did: member.did })
    expect(checkout.headers['content-type']).toBe('application/vnd.ipld.car')
    const { json } = await server.request('GET', `/plc/${member.did}/data`)
    const { atproto } = json.verificationMethods as { atproto: string }
    const verified = await verifyRepoCar(checkout.bytes, member.did, atproto)
    expect(verified.creates).toHaveLength(1)
  })

  it('refuse like the others', async () => {
    await server.setStatus(member.did, 'takendown')
    for (const { nsid } of [getHead, getCheckout]) {
      expect(await server.get(nsid, { did: NOBODY })).toEqual(refused('RepoNotFound'))
      expect(await server.get(nsid, { did: member.did })).toEqual(refused('RepoTakendown'))
      expect((await server.get(nsid, { did: member.did }, admin)).status).toBe(200)
    }
  })
})

describe('listReposByCollection', () => {
  const list = async (collection: string, query: object = {}) => {
    const { status, json } = await server.get(listReposByCollection.nsid, { collection, ...query })
    expect(status).toBe(200)
    return json as { repos: { did: string }[]; cursor?: string }
  }

  it('lists who has records of a collection, in pages that end', async () => {
    const collection = newCollection()
    const members = [member, await server.signUp(), await server.signUp()]
    for (const each of members) await create(collection, {}, each)
    await create(`${collection}More`, {}, await server.signUp())
    const first = await list(collection, { limit: 2 })
    const second = await list(collection, { limit: 2, cursor: first.cursor })
    expect([...first.repos, ...second.repos]).toEqual(members.map(({ did }) => ({ did })))
    expect(second.cursor).toBeUndefined()
    expect(await list(newCollection())).toEqual({ repos: [] })
  })

  it('leaves out who has deleted them, or is not public', async () => {
    const collection = newCollection()
    const other = await server.signUp()
    const rkey = await create(collection)
    await create(collection, {}, other)
    await server.setStatus(other.did, 'deactivated')
    expect((await list(collection)).repos).toEqual([{ did: member.did }])
    await server.post(deleteRecord.nsid, { repo: member.did, collection, rkey }, bearer(member.accessJwt))
    expect((await list(collection)).repos).toEqual([])
    await create(collection)
    expect((await list(collection)).repos).toEqual([{ did: member.did }])
  })

  it.each([
    { collection: 'nonsense' },
    {},
    { collection: 'a.b.c', cursor: 'x' },
    { collection: 'a.b.c', limit: 2_001 },
  ])('is refused with %p', async (query) => {
    expect(await server.get(listReposByCollection.nsid, query)).toEqual(refused('InvalidRequest'))
  })
})

describe('listBlobs', () => {
  const list = (query: object = {}) => server.get(listBlobs.nsid, { did: member.did, ...query })

  it('lists what records refer to, in pages that end, also since a revision', async () => {
    const blobs = [await newBlob(member), await newBlob(member), await newBlob(member)]
    const cids = blobs.map(({ cid }) => cid)
    expect((await list()).json).toEqual({ cids: [] })
    await create(newCollection(), { images: [blobs[0]!.ref, blobs[1]!.ref] })
    const { json } = await server.get(getLatestCommit.nsid, { did: member.did })
    await create(newCollection(), { images: [blobs[2]!.ref, blobs[2]!.ref] })
    const first = await list({ limit: 2 })
    const second = await list({ limit: 2, cursor: first.json.cursor })
    expect([...(first.json.cids as string[]), ...(second.json.cids as string[])].sort()).toEqual(cids.sort())
    expect(second.json.cursor).toBeUndefined()
    expect((await list({ since: json.rev })).json).toEqual({ cids: [blobs[2]!.cid] })
  })

  it('is refused for whom there is nothing to see, and with a cursor that it never gave', async () => {
    expect(await list({ did: NOBODY })).toEqual(refused('RepoNotFound'))
    expect(await list({ cursor: 'nonsense' })).toEqual(refused('InvalidRequest'))
    await server.setStatus(member.did, 'suspended')
    expect(await list()).toEqual(refused('RepoSuspended'))
  })
})
