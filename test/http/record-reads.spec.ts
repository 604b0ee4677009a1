import { com } from '@guildhall/lexicon'
import { refused } from '../support/refused.js'
import { bearer, type Member, WholeServer } from '../support/whole-server.js'

const { applyWrites, describeRepo, getRecord, listRecords } = com.atproto.repo
const POSTS = 'app.bsky.feed.post'
const OWN = 'com.example.note'
const START_MAX_MS = 60_000

let server: WholeServer
let member: Member
beforeAll(async () => {
  server = await WholeServer.start()
}, START_MAX_MS)
beforeEach(async () => {
  member = await server.signUp()
})
afterAll(() => server?.close())

/** Writes records, in one commit. */
async function create(...records: [rkey: string, value: { $type: string }][]): Promise<void> {
  const writes = records.map(([rkey, value]) => ({
    $type: `${applyWrites.nsid}#create`,
    collection: value.$type,
    rkey,
    value,
  }))
  const answer = await server.post(applyWrites.nsid, { repo: member.did, writes }, bearer(member.accessJwt))
  expect(answer.status).toBe(200)
}
const note = (text: string) => ({ $type: OWN, text })
const post = { $type: POSTS, text: 'hello', createdAt: '2026-01-01T00:00:00.000Z' }
const read = (rkey: string) => server.get(getRecord.nsid, { repo: member.did, collection: OWN, rkey })
const list = async (more: object = {}) => {
  const { json } = await server.get(listRecords.nsid, { repo: member.handle, collection: OWN, ...more })
  const { records, cursor } = json as { records: { uri: string }[]; cursor?: string }
  return { keys: records.map(({ uri }) => uri.split('/').at(-1)), cursor }
}

describe('getRecord', () => {
  it.each([
    ['a key that is not there', { rkey: 'absent' }],
    ['a collection that is not there', { collection: POSTS }],
    ['nobody', { repo: 'nobody.test' }],
    ['a DID that is not here', { repo: 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa' }],
  ])('does not find %s', async (_what, more) => {
    await create(['a', note('a')])
    const query = { repo: member.did, collection: OWN, rkey: 'a', ...more }
    const { repo, collection, rkey } = query
    expect(await server.get(getRecord.nsid, query)).toEqual(
      refused(400, 'RecordNotFound', `Could not locate record: at://${repo}/${collection}/${rkey}`),
    )
  })

  it.each([{ rkey: '..' }, { collection: 'notes' }, { repo: 'no repo' }, { cid: 'nonsense' }])(
    'is refused with %p',
    async (more) => {
      const query = { repo: member.did, collection: OWN, rkey: 'a', ...more }
      expect(await server.get(getRecord.nsid, query)).toEqual(refused(400, 'InvalidRequest'))
    },
  )
})

describe('listRecords', () => {
  beforeEach(async () => {
    await create(
      ...['a', 'b', 'c', 'd', 'e'].map((rkey) => [rkey, note(rkey)] as [string, { $type: string }]),
    )
  })

  it('gives the newest first, or the oldest, in pages', async () => {
    expect(await list()).toEqual({ keys: ['e', 'd', 'c', 'b', 'a'], cursor: undefined })
    expect(await list({ limit: 2 })).toEqual({ keys: ['e', 'd'], cursor: 'd' })
    expect(await list({ limit: 2, cursor: 'd' })).toEqual({ keys: ['c', 'b'], cursor: 'b' })
    expect(await list({ limit: 2, cursor: 'b' })).toEqual({ keys: ['a'], cursor: undefined })
    expect(await list({ limit: 2, reverse: true })).toEqual({ keys: ['a', 'b'], cursor: 'b' })
    expect(await list({ limit: 3, cursor: 'b', reverse: true })).toEqual({
      keys: ['c', 'd', 'e'],
      cursor: undefined,
    })
  })

  it('has nothing in a collection without records', async () => {
    const { json } = await server.get(listRecords.nsid, { repo: member.did, collection: POSTS })
    expect(json).toEqual({ records: [] })
  })

  it.each([
    { limit: 0 },
    { limit: 101 },
    { limit: 'x' },
    { collection: 'notes' },
    { repo: 'no repo' },
    { repo: '' },
  ])('is refused with %p', async (more) => {
    const query = { repo: member.did, collection: OWN, ...more }
    expect(await server.get(listRecords.nsid, query)).toEqual(refused(400, 'InvalidRequest'))
  })

  it('refuses a cursor that no database could hold, as the mistake of whoever sends it', async () => {
    const answer = await server.get(listRecords.nsid, {
      repo: member.did,
      collection: OWN,
      cursor: 'a\u0000',
    })
    expect(answer).toEqual(refused(400, 'InvalidRequest'))
  })
})

describe('describeRepo', () => {
  const describeIt = (repo: string) => server.get(describeRepo.nsid, { repo })

  it('tells who it is and what there is', async () => {
    await create(['a', note('a')], ['3aaaaaaaaaa2a', post])
    const { json } = await describeIt(member.handle)
    expect(json).toMatchObject({ did: member.did, handle: member.handle, handleIsCorrect: true })
    expect(json.collections).toEqual([POSTS, OWN])
    expect(json.didDoc).toMatchObject({ id: member.did })
  })

  it('knows nobody else', async () => {
    expect(await describeIt('nobody.test')).toEqual(refused(400, 'RepoNotFound'))
  })
})

describe('the records of an account that is not active', () => {
  it.each([
    ['deactivated', 'RepoDeactivated'],
    ['takendown', 'RepoTakendown'],
    ['suspended', 'RepoSuspended'],
  ] as const)('%s: are not shown', async (status, error) => {
    await create(['a', note('a')])
    await server.setStatus(member.did, status)
    expect(await read('a')).toEqual(refused(400, 'RecordNotFound'))
    const listed = await server.get(listRecords.nsid, { repo: member.did, collection: OWN })
    expect(listed).toEqual(refused(400, 'InvalidRequest'))
    expect(await server.get(describeRepo.nsid, { repo: member.did })).toEqual(refused(400, error))
    await server.setStatus(member.did, 'active')
    expect((await read('a')).status).toBe(200)
  })
})
