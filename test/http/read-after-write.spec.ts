import { gzipSync } from 'node:zlib'
import { app, com } from '@guildhall/lexicon'
import { BlobMember } from '../support/blob-member.js'
import { StubUpstream } from '../support/stub-upstream.js'
import { type Answer, bearer, type Member, WholeServer } from '../support/whole-server.js'

const START_MAX_MS = 60_000
const LAG = 'atproto-upstream-lag'
const CDN = 'https://cdn.example/%s/%s@%s'
const { getProfile, getProfiles } = app.bsky.actor
const { getActorLikes, getAuthorFeed, getFeedGenerators, getPosts, getPostThread, getTimeline } =
  app.bsky.feed
const POST = app.bsky.feed.post.nsid
const PROFILE = app.bsky.actor.profile.nsid
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=',
  'base64',
)
const CID = 'bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a'
const EARLIER = '2024-01-01T00:00:00.000Z'
const OTHER = { did: 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa', handle: 'other.test' }
const OTHERS_URI = `at://${OTHER.did}/${POST}/3kabcdefgh222`

let appView: StubUpstream
let server: WholeServer
let member: Member
/** the revision of the member's first records */
let rev: string
beforeAll(async () => {
  appView = await StubUpstream.start('bsky_appview')
  server = await WholeServer.start({
    PDS_BSKY_APP_VIEW_URL: appView.url,
    PDS_BSKY_APP_VIEW_DID: appView.did,
    PDS_BSKY_APP_VIEW_CDN_URL_PATTERN: CDN,
    PDS_BSKY_APP_VIEW_VIDEO_PLAYLIST_URL_PATTERN: 'https://video.example/%s/%s/playlist.m3u8',
  })
  appView.plcUrl = `${server.url}/plc`
}, START_MAX_MS)
afterAll(async () => {
  await server?.close()
  await appView?.close()
})
beforeEach(async () => {
  member = await server.signUp()
  await put(PROFILE, { displayName: 'Before', description: 'Still here' })
  await follow()
  rev = await headRev()
  appView.seen.length = 0
})

async function headRev(): Promise<string> {
  return (await server.get(com.atproto.sync.getLatestCommit.nsid, { did: member.did })).json.rev as string
}

function call(
  nsid: string,
  query: Record<string, string | readonly string[]> = {},
  more = {},
): Promise<Answer> {
  return server.get(nsid, query, { ...bearer(member.accessJwt), ...more })
}

async function write(method: { nsid: string }, collection: string, record: object, rkey?: string) {
  const input = { repo: member.did, collection, record: { $type: collection, ...record }, rkey }
  const { status, json } = await server.post(method.nsid, input, bearer(member.accessJwt))
  if (status !== 200) throw new Error(`the record was not written: ${JSON.stringify(json)}`)
  return { uri: json.uri as string, cid: json.cid as string }
}
const put = (collection: string, record: object) =>
  write(com.atproto.repo.putRecord, collection, record, 'self')
const post = (text: string, more: object = {}) =>
  write(com.atproto.repo.createRecord, POST, { text, createdAt: new Date().toISOString(), ...more })
const follow = () =>
  write(com.atproto.repo.createRecord, app.bsky.graph.follow.nsid, { subject: OTHER.did, createdAt: EARLIER })

/** A post of somebody else, or of the member, as the AppView shows it. */
function shown(n: number, author: { did: string; handle: string } = OTHER, indexedAt = EARLIER) {
  const uri = `at://${author.did}/${POST}/3kabcdefgh22${n}`
  const record = { $type: POST, text: `post ${n}`, createdAt: indexedAt }
  return { uri, cid: CID, author, record, likeCount: n, indexedAt }
}
const me = () => ({ did: member.did, handle: member.handle })
const thread = (of: object, more: object = {}) => ({
  $type: 'app.bsky.feed.defs#threadViewPost',
  post: of,
  ...more,
})

/** The AppView answers a method, at a revision of the member's repository. */
function answer(method: { nsid: string }, body: object, more: Record<string, string> = {}): void {
  appView.json(method.nsid, body, 200, { 'atproto-repo-rev': rev, ...more })
}

interface Feed {
  post: { uri: string; [name: string]: unknown }
}
const uris = ({ json }: Answer) => (json.feed as Feed[]).map((item) => item.post.uri)
const first = ({ json }: Answer) => (json.feed as Feed[])[0]!.post

describe('an answer of the AppView', () => {
  /** Not as JSON.stringify would have it. */
  const body = Buffer.from(JSON.stringify({ feed: [{ post: shown(2) }] }, undefined, 3))
  const send = (bytes: Buffer, headers: Record<string, string>) =>
    appView.handle(getTimeline.nsid, (_request, response) => void response.writeHead(200, headers).end(bytes))
  const json = { 'content-type': 'application/json' }

  it('passes as it came when nothing was written since, with its headers', async () => {
    send(body, { ...json, 'atproto-repo-rev': rev, 'atproto-content-labelers': 'did:plc:l' })
    const { status, headers, bytes } = await call(getTimeline.nsid, { limit: '5' })
    expect({ status, bytes }).toEqual({ status: 200, bytes: body })
    expect(headers).toMatchObject({ 'atproto-repo-rev': rev, 'atproto-content-labelers': 'did:plc:l' })
    expect(headers[LAG]).toBeUndefined()
    expect(appView.last(getTimeline.nsid)).toMatchObject({
      url: `/xrpc/${getTimeline.nsid}?limit=5`,
      claims: { iss: member.did, aud: `${appView.did}#bsky_appview`, lxm: getTimeline.nsid },
    })
  })

  it('passes as it came when what was written since is of no concern', async () => {
    await follow()
    send(body, { ...json, 'atproto-repo-rev': rev })
    const { bytes, headers } = await call(getTimeline.nsid)
    expect(bytes).toEqual(body)
    expect(headers[LAG]).toBeUndefined()
  })

  it.each([
    ['without a revision', () => send(body, json)],
    ['with a revision that is none', () => send(body, { ...json, 'atproto-repo-rev': 'now' })],
    ['of another type', () => send(body, { 'content-type': 'text/json', 'atproto-repo-rev': rev })],
    ['of no type', () => send(body, { 'atproto-repo-rev': rev })],
  ])('passes as it came %s', async (_what, arrange) => {
    await post('new')
    arrange()
    const { bytes, headers } = await call(getTimeline.nsid)
    expect(bytes).toEqual(body)
    expect(headers[LAG]).toBeUndefined()
  })

  it.each([
    ['is not JSON', '{"feed": ['],
    ['is not of the lexicon', '{"feed": [{"post": {"uri": "at://did:plc:a"}}]}'],
    ['is too large to look into', JSON.stringify({ feed: [], x: 'x'.repeat(6 * 2 ** 20) })],
    ['is nothing', ''],
  ])('passes as it came when it %s', async (_what, text) => {
    await post('new')
    send(Buffer.from(text), { ...json, 'atproto-repo-rev': rev })
    const answered = await fetch(`${server.url}/xrpc/${getTimeline.nsid}`, {
      headers: bearer(member.accessJwt),
    })
    expect(answered.status).toBe(200)
    expect((await answered.text()) === text).toBe(true)
    expect(answered.headers.has(LAG)).toBe(false)
  })

  it('passes as it came when the AppView is at a time before all that is here', async () => {
    await post('new')
    send(body, { ...json, 'atproto-repo-rev': '2222222222222' })
    expect((await call(getTimeline.nsid)).bytes).toEqual(body)
  })

  it('that is an error passes as well, with the revision', async () => {
    await post('new')
    appView.json(getTimeline.nsid, { error: 'Busy', message: 'later' }, 503, { 'atproto-repo-rev': rev })
    expect(await call(getTimeline.nsid)).toMatchObject({
      status: 503,
      headers: { 'atproto-repo-rev': rev },
      json: { error: 'Busy', message: 'later' },
    })
  })

  it('is completed whatever its coding', async () => {
    const { uri } = await post('new')
    const headers = { ...json, 'atproto-repo-rev': rev, 'content-encoding': 'gzip' }
    send(gzipSync(body), { ...headers, 'atproto-content-labelers': 'did:plc:l' })
    const completed = await call(getTimeline.nsid, {}, { 'accept-encoding': 'gzip' })
    expect(completed.headers['content-encoding']).toBeUndefined()
    expect(completed.headers).toMatchObject({
      'atproto-repo-rev': rev,
      'atproto-content-labelers': 'did:plc:l',
    })
    expect(uris(completed)).toEqual([uri, shown(2).uri])
    expect(Number(completed.headers[LAG])).toBeGreaterThanOrEqual(0)
  })

  it('is asked for by nobody without a session', async () => {
    expect((await server.get(getTimeline.nsid)).status).toBe(401)
    expect(appView.seen).toEqual([])
  })
})

describe('the timeline', () => {
  const later = '2124-01-01T00:00:00.000Z'

  it('has own posts in their place, as they are right after writing', async () => {
    const [one, two] = [await post('one'), await post('two')]
    answer(getTimeline, { cursor: 'c', feed: [{ post: shown(3, OTHER, later) }, { post: shown(2) }] })
    const timeline = await call(getTimeline.nsid)
    expect(uris(timeline)).toEqual([shown(3).uri, two.uri, one.uri, shown(2).uri])
    expect(timeline.json.cursor).toBe('c')
    const { post: view } = (timeline.json.feed as Feed[])[1]!
    expect(view).toMatchObject({
      ...two,
      author: { ...me(), displayName: 'Before' },
      record: { $type: POST, text: 'two' },
      replyCount: 0,
      repostCount: 0,
      likeCount: 0,
      quoteCount: 0,
    })
    expect(Math.abs(Date.parse(view.indexedAt as string) - Date.now())).toBeLessThan(60_000)
  })

  it('has them on the page to which they belong only', async () => {
    await post('new')
    answer(getTimeline, { feed: [{ post: shown(2) }] })
    expect(uris(await call(getTimeline.nsid, { cursor: 'c' }))).toEqual([shown(2).uri])
    answer(getTimeline, { feed: [{ post: shown(2, OTHER, later) }] })
    expect(uris(await call(getTimeline.nsid))).toEqual([shown(2).uri])
  })

  it('does not have them any more when they were deleted, and not twice when the AppView has them', async () => {
    const [gone, kept] = [await post('gone'), await post('kept')]
    const rkey = gone.uri.split('/').pop()
    const place = { repo: member.did, collection: POST, rkey }
    await server.post(com.atproto.repo.deleteRecord.nsid, place, bearer(member.accessJwt))
    answer(getTimeline, { feed: [{ post: { ...shown(2, me()), uri: kept.uri } }, { post: shown(3) }] })
    expect(uris(await call(getTimeline.nsid))).toEqual([kept.uri, shown(3).uri])
  })

  it('ends with the AppView having caught up', async () => {
    await post('new')
    answer(getTimeline, { feed: [{ post: shown(2) }] }, { 'atproto-repo-rev': await headRev() })
    const { headers } = await call(getTimeline.nsid)
    expect(headers[LAG]).toBeUndefined()
  })
})

describe('what a post has with it is shown:', () => {
  const shownEmbed = async (embed: object) => {
    await post('with', { embed })
    answer(getTimeline, { feed: [] })
    return first(await call(getTimeline.nsid)).embed
  }
  const upload = (bytes: Buffer, mimeType: string) =>
    new BlobMember(server, member).blob(bytes, { 'content-type': mimeType })
  const cdn = (size: string, cid: string) => `https://cdn.example/${size}/${member.did}@${cid}`
  const quote = { $type: 'app.bsky.embed.record', record: { uri: OTHERS_URI, cid: CID } }

  it('pictures', async () => {
    const image = await upload(PNG, 'image/png')
    const aspectRatio = { width: 1, height: 2 }
    expect(
      await shownEmbed({ $type: 'app.bsky.embed.images', images: [{ image, alt: 'a dot', aspectRatio }] }),
    ).toEqual({
      $type: 'app.bsky.embed.images#view',
      images: [
        {
          thumb: cdn('feed_thumbnail', image.ref.$link),
          fullsize: cdn('feed_fullsize', image.ref.$link),
          alt: 'a dot',
          aspectRatio,
        },
      ],
    })
  })

  it('a video', async () => {
    const head = Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1')
    const video = await upload(head, 'video/mp4')
    expect(await shownEmbed({ $type: 'app.bsky.embed.video', video, alt: 'moving' })).toEqual({
      $type: 'app.bsky.embed.video#view',
      cid: video.ref.$link,
      playlist: `https://video.example/${encodeURIComponent(member.did)}/${video.ref.$link}/playlist.m3u8`,
      alt: 'moving',
    })
  })

  it('a page elsewhere', async () => {
    const thumb = await upload(PNG, 'image/png')
    const external = { uri: 'https://example.com/', title: 'A page', description: 'Of examples' }
    expect(await shownEmbed({ $type: 'app.bsky.embed.external', external: { ...external, thumb } })).toEqual({
      $type: 'app.bsky.embed.external#view',
      external: { ...external, thumb: cdn('feed_thumbnail', thumb.ref.$link) },
    })
  })

  it('a post that it quotes, which the AppView is asked for', async () => {
    appView.json(getPosts.nsid, { posts: [{ ...shown(2), uri: OTHERS_URI }] })
    const { record, ...view } = shown(2)
    expect(await shownEmbed(quote)).toEqual({
      $type: 'app.bsky.embed.record#view',
      record: { $type: 'app.bsky.embed.record#viewRecord', ...view, uri: OTHERS_URI, value: record },
    })
    expect(appView.last(getPosts.nsid)).toMatchObject({
      url: `/xrpc/${getPosts.nsid}?uris=${encodeURIComponent(OTHERS_URI)}`,
      claims: { iss: member.did, aud: `${appView.did}#bsky_appview`, lxm: getPosts.nsid },
    })
  })

  it('a post that it quotes with a picture beside it', async () => {
    const image = await upload(PNG, 'image/png')
    appView.json(getPosts.nsid, { posts: [] })
    const media = { $type: 'app.bsky.embed.images', images: [{ image, alt: '' }] }
    const { $type, ...record } = quote
    expect(
      await shownEmbed({ $type: 'app.bsky.embed.recordWithMedia', record: { $type, ...record }, media }),
    ).toMatchObject({
      $type: 'app.bsky.embed.recordWithMedia#view',
      record: {
        record: { $type: 'app.bsky.embed.record#viewNotFound', uri: OTHERS_URI, notFound: true },
      },
      media: { $type: 'app.bsky.embed.images#view', images: [{ alt: '' }] },
    })
  })

  it('a feed that it quotes', async () => {
    const uri = `at://${OTHER.did}/app.bsky.feed.generator/cats`
    const feed = { uri, cid: CID, did: 'did:web:feeds.example', creator: OTHER, displayName: 'Cats' }
    appView.json(getFeedGenerators.nsid, { feeds: [{ ...feed, indexedAt: EARLIER }] })
    expect(await shownEmbed({ $type: 'app.bsky.embed.record', record: { uri, cid: CID } })).toMatchObject({
      record: { $type: 'app.bsky.feed.defs#generatorView', ...feed },
    })
  })

  it('an own post that it quotes and that is as new, for which nobody is asked', async () => {
    const quoted = await post('quoted')
    expect(await shownEmbed({ $type: 'app.bsky.embed.record', record: quoted })).toMatchObject({
      record: { $type: 'app.bsky.embed.record#viewRecord', ...quoted, value: { text: 'quoted' } },
    })
    expect(appView.of(getPosts.nsid)).toEqual([])
  })

  it('or else the answer is as it was, when the AppView cannot be asked', async () => {
    appView.json(getPosts.nsid, { error: 'Busy' }, 503)
    await post('with', { embed: quote })
    answer(getTimeline, { feed: [] })
    expect(await call(getTimeline.nsid)).toMatchObject({ status: 200, json: { feed: [] } })
  })
})

describe('profiles', () => {
  const view = () => ({ ...me(), displayName: 'Before', description: 'Still here', followersCount: 3 })
  const fresh = async () => {
    const avatar = await new BlobMember(server, member).blob(PNG, { 'content-type': 'image/png' })
    await put(PROFILE, { displayName: 'After', avatar })
    return `https://cdn.example/avatar/${member.did}@${avatar.ref.$link}`
  }

  it('of the caller are as they were last written', async () => {
    const avatar = await fresh()
    answer(getProfile, view())
    const expected = { ...me(), displayName: 'After', avatar, followersCount: 3 }
    for (const actor of [member.did, member.handle]) {
      const { json, headers } = await call(getProfile.nsid, { actor })
      expect(json).toEqual(expected)
      expect(Number(headers[LAG])).toBeGreaterThanOrEqual(0)
    }
    answer(getProfiles, { profiles: [OTHER, view()] })
    const { json } = await call(getProfiles.nsid, { actors: [OTHER.did, member.did] })
    expect(json).toEqual({ profiles: [OTHER, expected] })
  })

  it('of others are not touched, and those of the caller only after a change', async () => {
    answer(getProfile, view())
    expect((await call(getProfile.nsid, { actor: member.did })).json).toEqual(view())
    await fresh()
    answer(getProfile, { ...OTHER, displayName: 'Other' })
    const other = await call(getProfile.nsid, { actor: OTHER.did })
    expect(other.json).toEqual({ ...OTHER, displayName: 'Other' })
    expect(Number(other.headers[LAG])).toBeGreaterThanOrEqual(0)
  })

  it('are fresh in the own feed and among own likes', async () => {
    const avatar = await fresh()
    const feed = [{ post: shown(2, me()) }, { post: shown(3) }]
    const expected = [
      { post: { ...shown(2), ...shown(2, me()), author: { ...me(), displayName: 'After', avatar } } },
      { post: shown(3) },
    ]
    for (const method of [getAuthorFeed, getActorLikes]) {
      answer(method, { feed })
      expect((await call(method.nsid, { actor: member.did })).json).toEqual({ feed: expected })
    }
  })
})

describe('the feed of an author', () => {
  it('has new posts if it is the own one, of the kinds that are asked for', async () => {
    const { uri } = await post('new')
    const reply = await post('reply', {
      reply: { root: { uri: OTHERS_URI, cid: CID }, parent: { uri: OTHERS_URI, cid: CID } },
    })
    answer(getAuthorFeed, { feed: [{ post: shown(2, me()) }] })
    const feed = (filter: string) => call(getAuthorFeed.nsid, { actor: member.handle, filter })
    expect(uris(await feed('posts_with_replies'))).toEqual([reply.uri, uri, shown(2, me()).uri])
    expect(uris(await feed('posts_no_replies'))).toEqual([uri, shown(2, me()).uri])
    expect(uris(await feed('posts_with_media'))).toEqual([shown(2, me()).uri])
  })

  it('has the first post of an account', async () => {
    const { uri } = await post('first')
    answer(getAuthorFeed, { feed: [] })
    expect(uris(await call(getAuthorFeed.nsid, { actor: member.did }))).toEqual([uri])
  })

  it('is not touched if it is that of somebody else', async () => {
    await post('new')
    answer(getAuthorFeed, { feed: [{ post: shown(2) }] })
    expect(uris(await call(getAuthorFeed.nsid, { actor: OTHER.did }))).toEqual([shown(2).uri])
  })
})

describe('a thread', () => {
  const reply = (parent: object, root: object = parent) => ({ reply: { root, parent } })
  const root = { uri: OTHERS_URI, cid: CID }

  it('has own replies, and own replies to these', async () => {
    const one = await post('one', reply(root))
    const two = await post('two', reply(one, root))
    await post('elsewhere', reply({ uri: `at://${OTHER.did}/${POST}/3kabcdefgh234`, cid: CID }))
    const old = thread({ ...shown(3) })
    answer(getPostThread, { thread: thread({ ...shown(2), uri: OTHERS_URI }, { replies: [old] }) })
    const { json } = await call(getPostThread.nsid, { uri: OTHERS_URI })
    const { replies } = json.thread as { replies: object[] }
    expect(replies).toHaveLength(2)
    expect(replies[0]).toMatchObject(thread(one, { replies: [thread(two)] }))
    expect(replies[1]).toEqual(old)
    const flat = await call(getPostThread.nsid, { uri: OTHERS_URI, depth: '1' })
    expect(flat.json.thread).toMatchObject({ replies: [thread(one), old] })
    expect((flat.json.thread as { replies: object[] }).replies[0]).not.toHaveProperty('replies')
  })

  it('that the AppView does not find is that of an own post, with its parents', async () => {
    const one = await post('one', reply(root))
    const two = await post('two', reply(one, root))
    const three = await post('three', reply(two, root))
    const missing = { error: 'NotFound', message: 'Post not found' }
    appView.handle(getPostThread.nsid, (_request, response, { url }) => {
      const isParent = new URL(url, appView.url).searchParams.get('uri') === OTHERS_URI
      const body = isParent ? { thread: thread({ ...shown(2), uri: OTHERS_URI }) } : missing
      const headers = { 'content-type': 'application/json', 'atproto-repo-rev': rev }
      response.writeHead(isParent ? 200 : 400, headers).end(JSON.stringify(body))
    })
    const byHandle = two.uri.replace(member.did, member.handle)
    for (const uri of [two.uri, byHandle]) {
      const { status, json, headers } = await call(getPostThread.nsid, { uri, parentHeight: '5' })
      expect(status).toBe(200)
      expect(Number(headers[LAG])).toBeGreaterThanOrEqual(0)
      expect(json.thread).toMatchObject(
        thread(two, {
          parent: thread(one, { parent: thread({ uri: OTHERS_URI }) }),
          replies: [thread(three)],
        }),
      )
    }
    const asked = new URL(appView.last(getPostThread.nsid).url, appView.url).searchParams
    expect(Object.fromEntries(asked)).toEqual({ uri: OTHERS_URI, depth: '0', parentHeight: '3' })
    const alone = await call(getPostThread.nsid, { uri: two.uri, parentHeight: '0' })
    expect(alone.json.thread).not.toHaveProperty('parent')
    appView.json(getPostThread.nsid, missing, 400, { 'atproto-repo-rev': rev })
    const orphan = await call(getPostThread.nsid, { uri: one.uri })
    expect(orphan.json.thread).toMatchObject(thread(one))
    expect(orphan.json.thread).not.toHaveProperty('parent')
  })

  it('that the AppView does not find is not found otherwise', async () => {
    const { uri } = await post('new')
    const missing = { error: 'NotFound', message: 'Post not found' }
    appView.json(getPostThread.nsid, missing, 400, { 'atproto-repo-rev': rev })
    const expected = { status: 400, json: missing }
    expect(await call(getPostThread.nsid, { uri: OTHERS_URI })).toMatchObject(expected)
    expect(await call(getPostThread.nsid, { uri: `${uri.slice(0, -1)}z` })).toMatchObject(expected)
    appView.json(getPostThread.nsid, missing, 400)
    expect(await call(getPostThread.nsid, { uri })).toMatchObject(expected)
  })
})
