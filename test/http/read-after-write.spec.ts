import { gzipSync } from 'node:zlib'
import { app, com } from '@guildhall/lexicon'
import { AppViewReader, LAG, OTHER, postsOf, shown, urisOf } from '../support/app-view-reader.js'
import { bearer } from '../support/whole-server.js'

const START_MAX_MS = 60_000
const { getTimeline } = app.bsky.feed
const POST = app.bsky.feed.post.nsid

let reader: AppViewReader
beforeAll(async () => {
  reader = await AppViewReader.start()
}, START_MAX_MS)
afterAll(() => reader?.close())
beforeEach(() => reader.renew())

describe('an answer of the AppView', () => {
  /** Not as JSON.stringify would have it. */
  const body = Buffer.from(JSON.stringify({ feed: [{ post: shown(2) }] }, undefined, 3))
  const send = (bytes: Buffer, headers: Record<string, string>) =>
    reader.appView.handle(
      getTimeline.nsid,
      (_request, response) => void response.writeHead(200, headers).end(bytes),
    )
  const json = { 'content-type': 'application/json' }

  it('passes as it came when nothing was written since, with its headers', async () => {
    send(body, { ...json, 'atproto-repo-rev': reader.rev, 'atproto-content-labelers': 'did:plc:l' })
    const { status, headers, bytes } = await reader.call(getTimeline.nsid, { limit: '5' })
    expect({ status, bytes }).toEqual({ status: 200, bytes: body })
    expect(headers).toMatchObject({ 'atproto-repo-rev': reader.rev, 'atproto-content-labelers': 'did:plc:l' })
    expect(headers[LAG]).toBeUndefined()
    expect(reader.appView.last(getTimeline.nsid)).toMatchObject({
      url: `/xrpc/${getTimeline.nsid}?limit=5`,
      claims: { iss: reader.member.did, aud: `${reader.appView.did}#bsky_appview`, lxm: getTimeline.nsid },
    })
  })

  it('passes as it came when what was written since is of no concern', async () => {
    await reader.follow()
    send(body, { ...json, 'atproto-repo-rev': reader.rev })
    const { bytes, headers } = await reader.call(getTimeline.nsid)
    expect(bytes).toEqual(body)
    expect(headers[LAG]).toBeUndefined()
  })

  it.each([
    ['without a revision', () => send(body, json)],
    ['with a revision that is none', () => send(body, { ...json, 'atproto-repo-rev': 'now' })],
    ['of another type', () => send(body, { 'content-type': 'text/json', 'atproto-repo-rev': reader.rev })],
    ['of no type', () => send(body, { 'atproto-repo-rev': reader.rev })],
  ])('passes as it came %s', async (_what, arrange) => {
    await reader.post('new')
    arrange()
    const { bytes, headers } = await reader.call(getTimeline.nsid)
    expect(bytes).toEqual(body)
    expect(headers[LAG]).toBeUndefined()
  })

  it.each([
    ['is not JSON', '{"feed": ['],
    ['is not of the lexicon', '{"feed": [{"post": {"uri": "at://did:plc:a"}}]}'],
    ['is too large to look into', JSON.stringify({ feed: [], x: 'x'.repeat(6 * 2 ** 20) })],
    ['is nothing', ''],
  ])('passes as it came when it %s', async (_what, text) => {
    await reader.post('new')
    send(Buffer.from(text), { ...json, 'atproto-repo-rev': reader.rev })
    const answered = await fetch(`${reader.server.url}/xrpc/${getTimeline.nsid}`, {
      headers: bearer(reader.member.accessJwt),
    })
    expect(answered.status).toBe(200)
    expect((await answered.text()) === text).toBe(true)
    expect(answered.headers.has(LAG)).toBe(false)
  })

  it('passes as it came when the AppView is at a time before all that is here', async () => {
    await reader.post('new')
    send(body, { ...json, 'atproto-repo-rev': '2222222222222' })
    expect((await reader.call(getTimeline.nsid)).bytes).toEqual(body)
  })

  it('that is an error passes as well, with the revision', async () => {
    await reader.post('new')
    reader.appView.json(getTimeline.nsid, { error: 'Busy', message: 'later' }, 503, {
      'atproto-repo-rev': reader.rev,
    })
    expect(await reader.call(getTimeline.nsid)).toMatchObject({
      status: 503,
      headers: { 'atproto-repo-rev': reader.rev },
      json: { error: 'Busy', message: 'later' },
    })
  })

  it('is completed whatever its coding', async () => {
    const { uri } = await reader.post('new')
    const headers = { ...json, 'atproto-repo-rev': reader.rev, 'content-encoding': 'gzip' }
    send(gzipSync(body), { ...headers, 'atproto-content-labelers': 'did:plc:l' })
    const completed = await reader.call(getTimeline.nsid, {}, { 'accept-encoding': 'gzip' })
    expect(completed.headers['content-encoding']).toBeUndefined()
    expect(completed.headers).toMatchObject({
      'atproto-repo-rev': reader.rev,
      'atproto-content-labelers': 'did:plc:l',
    })
    expect(urisOf(completed)).toEqual([uri, shown(2).uri])
    expect(Number(completed.headers[LAG])).toBeGreaterThanOrEqual(0)
  })

  it('is asked for by nobody without a session', async () => {
    expect((await reader.server.get(getTimeline.nsid)).status).toBe(401)
    expect(reader.appView.seen).toEqual([])
  })
})

describe('the timeline', () => {
  const later = '2124-01-01T00:00:00.000Z'

  it('has own posts in their place, as they are right after writing', async () => {
    const [one, two] = [await reader.post('one'), await reader.post('two')]
    reader.answer(getTimeline, { cursor: 'c', feed: [{ post: shown(3, OTHER, later) }, { post: shown(2) }] })
    const timeline = await reader.call(getTimeline.nsid)
    expect(urisOf(timeline)).toEqual([shown(3).uri, two.uri, one.uri, shown(2).uri])
    expect(timeline.json.cursor).toBe('c')
    const view = postsOf(timeline)[1]!
    expect(view).toMatchObject({
      ...two,
      author: { ...reader.author, displayName: 'Before' },
      record: { $type: POST, text: 'two' },
      replyCount: 0,
      repostCount: 0,
      likeCount: 0,
      quoteCount: 0,
    })
    expect(Math.abs(Date.parse(view.indexedAt as string) - Date.now())).toBeLessThan(60_000)
  })

  it('has them on the page to which they belong only', async () => {
    await reader.post('new')
    reader.answer(getTimeline, { feed: [{ post: shown(2) }] })
    expect(urisOf(await reader.call(getTimeline.nsid, { cursor: 'c' }))).toEqual([shown(2).uri])
    reader.answer(getTimeline, { feed: [{ post: shown(2, OTHER, later) }] })
    expect(urisOf(await reader.call(getTimeline.nsid))).toEqual([shown(2).uri])
  })

  it('does not have them any more when they were deleted, and not twice when the AppView has them', async () => {
    const [gone, kept] = [await reader.post('gone'), await reader.post('kept')]
    const rkey = gone.uri.split('/').pop()
    const place = { repo: reader.member.did, collection: POST, rkey }
    await reader.server.post(com.atproto.repo.deleteRecord.nsid, place, bearer(reader.member.accessJwt))
    reader.answer(getTimeline, {
      feed: [{ post: { ...shown(2, reader.author), uri: kept.uri } }, { post: shown(3) }],
    })
    expect(urisOf(await reader.call(getTimeline.nsid))).toEqual([kept.uri, shown(3).uri])
  })

  it('ends with the AppView having caught up', async () => {
    await reader.post('new')
    reader.answer(getTimeline, { feed: [{ post: shown(2) }] }, { 'atproto-repo-rev': await reader.headRev() })
    const { headers } = await reader.call(getTimeline.nsid)
    expect(headers[LAG]).toBeUndefined()
  })
})
