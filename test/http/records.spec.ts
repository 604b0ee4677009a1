import { com } from '@guildhall/lexicon'
import { refused } from '../support/refused.js'
import { bearer, type Member, WholeServer } from '../support/whole-server.js'

const { applyWrites, createRecord, deleteRecord, getRecord, listRecords, putRecord } = com.atproto.repo
const POSTS = 'app.bsky.feed.post'
const LIKES = 'app.bsky.feed.like'
const OWN = 'com.example.note'
const CREATED_AT = '2026-01-01T00:00:00.000Z'
const CID = 'bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a'
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

const note = (text: string) => ({ $type: OWN, text })
const post = (text: string) => ({ $type: POSTS, text, createdAt: CREATED_AT })
const like = (uri: string, createdAt = CREATED_AT) => ({
  $type: LIKES,
  subject: { uri, cid: CID },
  createdAt,
})

const write = (nsid: string, input: object, by = member) =>
  server.post(nsid, { repo: by.did, ...input }, bearer(by.accessJwt))
const create = (record: object, more: object = {}) =>
  write(createRecord.nsid, { collection: (record as { $type?: string }).$type ?? OWN, record, ...more })
const put = (rkey: string, record: object, more: object = {}) =>
  write(putRecord.nsid, { collection: OWN, rkey, record, ...more })
const remove = (rkey: string, more: object = {}) =>
  write(deleteRecord.nsid, { collection: OWN, rkey, ...more })
const apply = (writes: object[], more: object = {}) => write(applyWrites.nsid, { writes, ...more })
const op = (action: string, rkey: string | undefined, value?: object) => ({
  $type: `${applyWrites.nsid}#${action}`,
  collection: OWN,
  ...(rkey !== undefined && { rkey }),
  ...(value && { value }),
})
const read = (rkey: string, more: object = {}) =>
  server.get(getRecord.nsid, { repo: member.did, collection: OWN, rkey, ...more })
const list = async (more: object = {}) => {
  const { json } = await server.get(listRecords.nsid, { repo: member.handle, collection: OWN, ...more })
  const { records, cursor } = json as { records: { uri: string }[]; cursor?: string }
  return { keys: records.map(({ uri }) => uri.split('/').at(-1)), cursor }
}
const head = async () =>
  (await server.get(com.atproto.sync.getLatestCommit.nsid, { did: member.did })).json as {
    cid: string
    rev: string
  }

describe('createRecord', () => {
  it('adds a record, which anybody can read, by handle and by DID', async () => {
    const { status, json } = await create(note('hello'))
    expect(status).toBe(200)
    const { uri, cid, commit } = json as { uri: string; cid: string; commit: { cid: string; rev: string } }
    const rkey = uri.split('/').at(-1)!
    expect(uri).toMatch(new RegExp(`^at://${member.did}/${OWN}/[2-7a-z]{13}$`))
    expect(commit).toEqual(await head())
    for (const repo of [member.did, member.handle, member.handle.toUpperCase()]) {
      expect((await read(rkey, { repo })).json).toEqual({ uri, cid, value: note('hello') })
    }
    expect((await read(rkey, { cid })).status).toBe(200)
    expect(await read(rkey, { cid: CID })).toEqual(refused(400, 'RecordNotFound'))
  })

  it('says whether the schema is known, and fills in the type', async () => {
    expect((await create(note('a'))).json).toMatchObject({ validationStatus: 'unknown' })
    expect((await create(post('a'))).json).toMatchObject({ validationStatus: 'valid' })
    expect((await create(post('a'), { validate: false })).json).not.toHaveProperty('validationStatus')
    const { json } = await create({ text: 'untyped' }, { rkey: 'untyped' })
    expect(json).toMatchObject({ uri: `at://${member.did}/${OWN}/untyped` })
    expect((await read('untyped')).json.value).toEqual({ $type: OWN, text: 'untyped' })
  })

  it('keeps links and bytes, and whole numbers of any size that is safe', async () => {
    const value = {
      ...note('𝔸 ä€😀'),
      link: { $link: CID },
      bytes: { $bytes: 'AAEC' },
      numbers: [0, -1, Number.MAX_SAFE_INTEGER],
      nothing: null,
    }
    await create(value, { rkey: 'data' })
    expect((await read('data')).json.value).toEqual(value)
  })

  it.each([
    ['another type', { ...note('a'), $type: POSTS }, { collection: OWN }],
    ['a field missing', { $type: POSTS, text: 'a' }, {}],
    ['a text that is too long', post('a'.repeat(3_001)), {}],
    ['a fraction', { ...note('a'), n: 1.5 }, {}],
    ['a malformed link', { ...note('a'), link: { $link: 'nothing' } }, {}],
    ['a legacy blob', { ...note('a'), blob: { cid: CID, mimeType: 'image/png' } }, {}],
    ['a collection that is none', note('a'), { collection: 'notes' }],
    ['a record key that is none', note('a'), { rkey: '..' }],
    ['a record key of another kind', post('a'), { rkey: 'not-a-tid' }],
    ['an unknown schema that was to be checked', note('a'), { validate: true }],
  ])('is refused with %s, and changes nothing', async (_what, record, more) => {
    const before = await head()
    expect(await create(record, more)).toEqual(refused(400, 'InvalidRequest'))
    expect(await head()).toEqual(before)
  })

  it('refuses a blob that was never uploaded', async () => {
    const blob = {
      $type: 'blob',
      ref: { $link: CID.replace('bafyrei', 'bafkrei') },
      mimeType: 'image/png',
      size: 5,
    }
    const image = { $type: 'app.bsky.embed.images', images: [{ image: blob, alt: '' }] }
    const answer = await create({ ...post('a'), embed: image })
    expect(answer).toEqual(refused(400, 'BlobNotFound', `Could not find blob: ${blob.ref.$link}`))
  })

  it('does not replace a record', async () => {
    await create(note('first'), { rkey: 'same' })
    expect(await create(note('second'), { rkey: 'same' })).toEqual(
      refused(400, 'InvalidRequest', `There is already a record at ${OWN}/same`),
    )
  })

  it('keeps one like per subject, in one commit', async () => {
    const subject = `at://${member.did}/${POSTS}/3aaaaaaaaaa2a`
    const first = (await create(like(subject))).json.uri as string
    const second = (await create(like(subject, '2026-01-02T00:00:00.000Z'))).json.uri as string
    await create(like(`${subject}x`))
    const { json } = await server.get(listRecords.nsid, { repo: member.did, collection: LIKES })
    const uris = (json.records as { uri: string }[]).map(({ uri }) => uri)
    expect(uris).toHaveLength(2)
    expect(uris).toContain(second)
    expect(uris).not.toContain(first)
  })

  it('takes likes and follows of what is no subject, where nobody checks them, like any other record', async () => {
    const random = Array.from({ length: 500 }, () => Math.random().toString(36).slice(2)).join('')
    for (const subject of ['\u0000', 'who knows', `did:web:${random.slice(0, 1900)}`]) {
      const follow = { $type: 'app.bsky.graph.follow', subject, createdAt: CREATED_AT }
      expect(await create(follow, { validate: false })).toMatchObject({ status: 200 })
      expect(await create(like(subject), { validate: false })).toMatchObject({ status: 200 })
    }
  })
})

describe('putRecord', () => {
  it('creates, replaces, and does nothing when nothing changes', async () => {
    const made = (await put('a', note('one'))).json
    const replaced = (await put('a', note('two'))).json
    expect(replaced.uri).toBe(made.uri)
    expect(replaced.cid).not.toBe(made.cid)
    const before = await head()
    expect((await put('a', note('two'))).json).toEqual({
      uri: made.uri,
      cid: replaced.cid,
      validationStatus: 'unknown',
    })
    expect(await head()).toEqual(before)
  })

  it('takes conditions about the record: that it is a certain one, or that there is none', async () => {
    const { cid } = (await put('a', note('one'), { swapRecord: null })).json as { cid: string }
    expect(await put('a', note('two'), { swapRecord: null })).toEqual(
      refused(400, 'InvalidSwap', `Record was at ${cid}`),
    )
    expect(await put('a', note('two'), { swapRecord: CID })).toEqual(
      refused(400, 'InvalidSwap', `Record was at ${cid}`),
    )
    expect((await put('a', note('two'), { swapRecord: cid })).status).toBe(200)
    expect(await put('b', note('two'), { swapRecord: cid })).toEqual(
      refused(400, 'InvalidSwap', 'Record was at null'),
    )
  })

  it('takes a condition about the whole repository', async () => {
    const before = await head()
    expect((await put('a', note('one'), { swapCommit: before.cid })).status).toBe(200)
    const { cid } = await head()
    expect(await put('a', note('two'), { swapCommit: before.cid })).toEqual(
      refused(400, 'InvalidSwap', `Commit was at ${cid}`),
    )
  })
})

describe('deleteRecord', () => {
  it('deletes; deleting what is not there is fine and makes no commit', async () => {
    await create(note('one'), { rkey: 'a' })
    const { json } = await remove('a')
    expect(json).toEqual({ commit: await head() })
    expect(await read('a')).toEqual(refused(400, 'RecordNotFound'))
    expect(await remove('a')).toMatchObject({ status: 200, json: {} })
    expect((await remove('a')).json).not.toHaveProperty('commit')
  })

  it('takes the same conditions, and so does a batch', async () => {
    await create(note('one'), { rkey: 'a' })
    expect(await remove('a', { swapRecord: CID })).toEqual(refused(400, 'InvalidSwap'))
    expect(await remove('a', { swapCommit: CID })).toEqual(refused(400, 'InvalidSwap'))
    expect(await apply([op('delete', 'a')], { swapCommit: CID })).toEqual(refused(400, 'InvalidSwap'))
    expect((await list()).keys).toEqual(['a'])
  })
})

describe('applyWrites', () => {
  it('makes all writes as one commit', async () => {
    await create(note('old'), { rkey: 'b' })
    await create(note('old'), { rkey: 'c' })
    const { status, json } = await apply([
      op('create', 'a', note('new')),
      op('update', 'b', note('new')),
      op('delete', 'c'),
      op('create', undefined, note('keyless')),
    ])
    expect(status).toBe(200)
    expect(json.commit).toEqual(await head())
    expect(json.results).toEqual([
      expect.objectContaining({
        $type: `${applyWrites.nsid}#createResult`,
        uri: `at://${member.did}/${OWN}/a`,
      }),
      expect.objectContaining({ $type: `${applyWrites.nsid}#updateResult`, validationStatus: 'unknown' }),
      { $type: `${applyWrites.nsid}#deleteResult` },
      expect.objectContaining({ $type: `${applyWrites.nsid}#createResult` }),
    ])
    expect((await list()).keys).toEqual(expect.arrayContaining(['a', 'b']))
  })

  it.each([
    ['creates what is there', op('create', 'there', note('x'))],
    ['updates what is not there', op('update', 'absent', note('x'))],
    ['deletes what is not there', op('delete', 'absent')],
    ['has a bad record', op('create', 'bad', { ...note('x'), n: 0.5 })],
    ['has a bad key', op('create', 'b/d', note('x'))],
    ['is of no kind', op('replace', 'x', note('x'))],
    ['updates without a key', op('update', undefined, note('x'))],
  ])('makes none of them when one %s', async (_what, bad) => {
    await create(note('there'), { rkey: 'there' })
    const before = await head()
    expect(await apply([op('create', 'good', note('x')), bad])).toEqual(refused(400, 'InvalidRequest'))
    expect(await head()).toEqual(before)
    expect((await list()).keys).toEqual(['there'])
  })

  it('takes 200 writes, and no more', async () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, i) => op('create', `k${i}`, note(String(i))))
    expect(await apply(many(201))).toEqual(refused(400, 'InvalidRequest', 'Too many writes. Max: 200'))
    expect((await apply(many(200))).status).toBe(200)
    expect((await list({ limit: 100 })).keys).toHaveLength(100)
  })

  it('without writes makes no commit', async () => {
    expect(await apply([])).toMatchObject({ status: 200, json: { results: [] } })
  })

  it('takes bodies with records of full size, and no larger ones', async () => {
    const large = (bytes: number) => op('create', `k${bytes}`, note('x'.repeat(bytes)))
    expect((await apply([large(450_000), large(500_000)])).status).toBe(200)
    expect(await apply([large(1_000_000)])).toEqual(refused(413, 'PayloadTooLargeError'))
  })
})

describe('whoever writes', () => {
  it('has to be signed in', async () => {
    const input = { repo: member.did, collection: OWN, record: note('x') }
    expect(await server.post(createRecord.nsid, input)).toEqual(refused(401, 'AuthMissing'))
  })

  it('writes to his own repository, named by DID or handle', async () => {
    const other = await server.signUp()
    const foreign = await write(createRecord.nsid, { repo: other.did, collection: OWN, record: note('x') })
    expect(foreign).toEqual(refused(401, 'AuthenticationRequired'))
    expect(
      await write(createRecord.nsid, { repo: 'nobody.test', collection: OWN, record: note('x') }),
    ).toEqual(refused(403, 'AccountNotFound', 'Could not find account: nobody.test'))
    expect((await create(note('x'), { repo: member.handle })).status).toBe(200)
  })

  it('loses no write when many come at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, i) =>
        create(note(String(i)), { rkey: `k${String(i).padStart(2, '0')}` }),
      ),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    const revs = answers.map(({ json }) => (json.commit as { rev: string }).rev)
    expect(new Set(revs).size).toBe(30)
    expect((await list({ limit: 100 })).keys).toHaveLength(30)
    expect((await head()).rev).toBe([...revs].sort().at(-1))
  })

  it('wins with one of several writes that expect the same commit', async () => {
    const { cid } = await head()
    const answers = await Promise.all(
      ['a', 'b', 'c'].map((rkey) => put(rkey, note('x'), { swapCommit: cid })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400])
    expect((await list()).keys).toHaveLength(1)
  })
})
