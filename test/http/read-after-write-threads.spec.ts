import { app } from '@guildhall/lexicon'
import {
  AppViewReader,
  CID,
  LAG,
  OTHER,
  OTHERS_URI,
  shown,
  thread,
  urisOf,
} from '../support/app-view-reader.js'

const START_MAX_MS = 60_000
const { getAuthorFeed, getPostThread } = app.bsky.feed
const POST = app.bsky.feed.post.nsid

let reader: AppViewReader
beforeAll(async () => {
  reader = await AppViewReader.start()
}, START_MAX_MS)
afterAll(() => reader?.close())
beforeEach(() => reader.renew())

describe('the feed of an author', () => {
  it('has new posts if it is the own one, of the kinds that are asked for', async () => {
    const { uri } = await reader.post('new')
    const reply = await reader.post('reply', {
      reply: { root: { uri: OTHERS_URI, cid: CID }, parent: { uri: OTHERS_URI, cid: CID } },
    })
    reader.answer(getAuthorFeed, { feed: [{ post: shown(2, reader.author) }] })
    const feed = (filter: string) => reader.call(getAuthorFeed.nsid, { actor: reader.member.handle, filter })
    expect(urisOf(await feed('posts_with_replies'))).toEqual([reply.uri, uri, shown(2, reader.author).uri])
    expect(urisOf(await feed('posts_no_replies'))).toEqual([uri, shown(2, reader.author).uri])
    expect(urisOf(await feed('posts_with_media'))).toEqual([shown(2, reader.author).uri])
  })

  it('has the first post of an account', async () => {
    const { uri } = await reader.post('first')
    reader.answer(getAuthorFeed, { feed: [] })
    expect(urisOf(await reader.call(getAuthorFeed.nsid, { actor: reader.member.did }))).toEqual([uri])
  })

  it('is not touched if it is that of somebody else', async () => {
    await reader.post('new')
    reader.answer(getAuthorFeed, { feed: [{ post: shown(2) }] })
    expect(urisOf(await reader.call(getAuthorFeed.nsid, { actor: OTHER.did }))).toEqual([shown(2).uri])
  })
})

describe('a thread', () => {
  const reply = (parent: object, root: object = parent) => ({ reply: { root, parent } })
  const root = { uri: OTHERS_URI, cid: CID }

  it('has own replies, and own replies to these', async () => {
    const one = await reader.post('one', reply(root))
    const two = await reader.post('two', reply(one, root))
    await reader.post('elsewhere', reply({ uri: `at://${OTHER.did}/${POST}/3kabcdefgh234`, cid: CID }))
    const old = thread({ ...shown(3) })
    reader.answer(getPostThread, { thread: thread({ ...shown(2), uri: OTHERS_URI }, { replies: [old] }) })
    const { json } = await reader.call(getPostThread.nsid, { uri: OTHERS_URI })
    const { replies } = json.thread as { replies: object[] }
    expect(replies).toHaveLength(2)
    expect(replies[0]).toMatchObject(thread(one, { replies: [thread(two)] }))
    expect(replies[1]).toEqual(old)
    const flat = await reader.call(getPostThread.nsid, { uri: OTHERS_URI, depth: '1' })
    expect(flat.json.thread).toMatchObject({ replies: [thread(one), old] })
    expect((flat.json.thread as { replies: object[] }).replies[0]).not.toHaveProperty('replies')
  })

  it('that the AppView does not find is that of an own post, with its parents', async () => {
    const one = await reader.post('one', reply(root))
    const two = await reader.post('two', reply(one, root))
    const three = await reader.post('three', reply(two, root))
    const missing = { error: 'NotFound', message: 'Post not found' }
    reader.appView.handle(getPostThread.nsid, (_request, response, { url }) => {
      const isParent = new URL(url, reader.appView.url).searchParams.get('uri') === OTHERS_URI
      const body = isParent ? { thread: thread({ ...shown(2), uri: OTHERS_URI }) } : missing
      const headers = { 'content-type': 'application/json', 'atproto-repo-rev': reader.rev }
      response.writeHead(isParent ? 200 : 400, headers).end(JSON.stringify(body))
    })
    const byHandle = two.uri.replace(reader.member.did, reader.member.handle)
    for (const uri of [two.uri, byHandle]) {
      const { status, json, headers } = await reader.call(getPostThread.nsid, { uri, parentHeight: '5' })
      expect(status).toBe(200)
      expect(Number(headers[LAG])).toBeGreaterThanOrEqual(0)
      expect(json.thread).toMatchObject(
        thread(two, {
          parent: thread(one, { parent: thread({ uri: OTHERS_URI }) }),
          replies: [thread(three)],
        }),
      )
    }
    const asked = new URL(reader.appView.last(getPostThread.nsid).url, reader.appView.url).searchParams
    expect(Object.fromEntries(asked)).toEqual({ uri: OTHERS_URI, depth: '0', parentHeight: '3' })
    const alone = await reader.call(getPostThread.nsid, { uri: two.uri, parentHeight: '0' })
    expect(alone.json.thread).not.toHaveProperty('parent')
    reader.appView.json(getPostThread.nsid, missing, 400, { 'atproto-repo-rev': reader.rev })
    const orphan = await reader.call(getPostThread.nsid, { uri: one.uri })
    expect(orphan.json.thread).toMatchObject(thread(one))
    expect(orphan.json.thread).not.toHaveProperty('parent')
  })

  it('that the AppView does not find is not found otherwise', async () => {
    const { uri } = await reader.post('new')
    const missing = { error: 'NotFound', message: 'Post not found' }
    reader.appView.json(getPostThread.nsid, missing, 400, { 'atproto-repo-rev': reader.rev })
    const expected = { status: 400, json: missing }
    expect(await reader.call(getPostThread.nsid, { uri: OTHERS_URI })).toMatchObject(expected)
    expect(await reader.call(getPostThread.nsid, { uri: `${uri}z` })).toMatchObject(expected)
    reader.appView.json(getPostThread.nsid, missing, 400)
    expect(await reader.call(getPostThread.nsid, { uri })).toMatchObject(expected)
  })
})
