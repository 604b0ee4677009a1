import { app } from '@guildhall/lexicon'
import {
  AppViewReader,
  CID,
  EARLIER,
  LAG,
  OTHER,
  OTHERS_URI,
  PNG,
  postsOf,
  shown,
} from '../support/app-view-reader.js'
import { BlobMember } from '../support/blob-member.js'

const START_MAX_MS = 60_000
const { getProfile, getProfiles } = app.bsky.actor
const { getActorLikes, getAuthorFeed, getFeedGenerators, getPosts, getTimeline } = app.bsky.feed
const PROFILE = app.bsky.actor.profile.nsid

let reader: AppViewReader
beforeAll(async () => {
  reader = await AppViewReader.start()
}, START_MAX_MS)
afterAll(() => reader?.close())
beforeEach(() => reader.renew())

describe('what a post has with it is shown:', () => {
  const shownEmbed = async (embed: object) => {
    await reader.post('with', { embed })
    reader.answer(getTimeline, { feed: [] })
    return postsOf(await reader.call(getTimeline.nsid))[0]!.embed
  }
  const upload = (bytes: Buffer, mimeType: string) =>
    new BlobMember(reader.server, reader.member).blob(bytes, { 'content-type': mimeType })
  const cdn = (size: string, cid: string) => `https://cdn.example/${size}/${reader.member.did}@${cid}`
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
      playlist: `https://video.example/${encodeURIComponent(reader.member.did)}/${video.ref.$link}/playlist.m3u8`,
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
    reader.appView.json(getPosts.nsid, { posts: [{ ...shown(2), uri: OTHERS_URI }] })
    const { record, ...view } = shown(2)
    expect(await shownEmbed(quote)).toEqual({
      $type: 'app.bsky.embed.record#view',
      record: { $type: 'app.bsky.embed.record#viewRecord', ...view, uri: OTHERS_URI, value: record },
    })
    expect(reader.appView.last(getPosts.nsid)).toMatchObject({
      url: `/xrpc/${getPosts.nsid}?uris=${encodeURIComponent(OTHERS_URI)}`,
      claims: { iss: reader.member.did, aud: `${reader.appView.did}#bsky_appview`, lxm: getPosts.nsid },
    })
  })

  it('a post that it quotes with a picture beside it', async () => {
    const image = await upload(PNG, 'image/png')
    reader.appView.json(getPosts.nsid, { posts: [] })
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
    reader.appView.json(getFeedGenerators.nsid, { feeds: [{ ...feed, indexedAt: EARLIER }] })
    expect(await shownEmbed({ $type: 'app.bsky.embed.record', record: { uri, cid: CID } })).toMatchObject({
      record: { $type: 'app.bsky.feed.defs#generatorView', ...feed },
    })
  })

  it('an own post that it quotes and that is as new, for which nobody is asked', async () => {
    const quoted = await reader.post('quoted')
    expect(await shownEmbed({ $type: 'app.bsky.embed.record', record: quoted })).toMatchObject({
      record: { $type: 'app.bsky.embed.record#viewRecord', ...quoted, value: { text: 'quoted' } },
    })
    expect(reader.appView.of(getPosts.nsid)).toEqual([])
  })

  it('or else the answer is as it was, when the AppView cannot be asked', async () => {
    reader.appView.json(getPosts.nsid, { error: 'Busy' }, 503)
    await reader.post('with', { embed: quote })
    reader.answer(getTimeline, { feed: [] })
    expect(await reader.call(getTimeline.nsid)).toMatchObject({ status: 200, json: { feed: [] } })
  })
})

describe('profiles', () => {
  const view = () => ({
    ...reader.author,
    displayName: 'Before',
    description: 'Still here',
    followersCount: 3,
  })
  const fresh = async () => {
    const avatar = await new BlobMember(reader.server, reader.member).blob(PNG, {
      'content-type': 'image/png',
    })
    await reader.put(PROFILE, { displayName: 'After', avatar })
    return `https://cdn.example/avatar/${reader.member.did}@${avatar.ref.$link}`
  }

  it('of the caller are as they were last written', async () => {
    const avatar = await fresh()
    reader.answer(getProfile, view())
    const expected = { ...reader.author, displayName: 'After', avatar, followersCount: 3 }
    for (const actor of [reader.member.did, reader.member.handle]) {
      const { json, headers } = await reader.call(getProfile.nsid, { actor })
      expect(json).toEqual(expected)
      expect(Number(headers[LAG])).toBeGreaterThanOrEqual(0)
    }
    reader.answer(getProfiles, { profiles: [OTHER, view()] })
    const { json } = await reader.call(getProfiles.nsid, { actors: [OTHER.did, reader.member.did] })
    expect(json).toEqual({ profiles: [OTHER, expected] })
  })

  it('of others are not touched, and those of the caller only after a change', async () => {
    reader.answer(getProfile, view())
    expect((await reader.call(getProfile.nsid, { actor: reader.member.did })).json).toEqual(view())
    await fresh()
    reader.answer(getProfile, { ...OTHER, displayName: 'Other' })
    const other = await reader.call(getProfile.nsid, { actor: OTHER.did })
    expect(other.json).toEqual({ ...OTHER, displayName: 'Other' })
    expect(Number(other.headers[LAG])).toBeGreaterThanOrEqual(0)
  })

  it('are fresh in the own feed and among own likes', async () => {
    const avatar = await fresh()
    const feed = [{ post: shown(2, reader.author) }, { post: shown(3) }]
    const expected = [
      {
        post: {
          ...shown(2),
          ...shown(2, reader.author),
          author: { ...reader.author, displayName: 'After', avatar },
        },
      },
      { post: shown(3) },
    ]
    for (const method of [getAuthorFeed, getActorLikes]) {
      reader.answer(method, { feed })
      expect((await reader.call(method.nsid, { actor: reader.member.did })).json).toEqual({ feed: expected })
    }
  })
})
