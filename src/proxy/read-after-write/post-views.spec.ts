import { jsonToLex } from '@guildhall/data'
import type { AppBskyFeed } from '@guildhall/lexicon'
import type { Did } from '@guildhall/syntax'
import type { ServiceConfig } from '../../config/index.js'
import type { ProxyConfig } from '../proxy.config.js'
import type { LocalPost, PostRecord, ProfileRecord } from './local-records.js'
import { MediaUrls } from './media-urls.js'
import { authorView, postViews, quotedPost } from './post-views.js'
import type { ReadAfterWriteConfig } from './read-after-write.config.js'

const DID = 'did:plc:a' as Did
const CID = 'bafkreidd54yy3fvv2dim5otoassomivrcwbtltogpre6e6bzcmwg6zkqla'
const blob = { $type: 'blob', ref: { $link: CID }, mimeType: 'image/png', size: 1 }
const plain = urls()
const author = authorView(DID, 'a.test', undefined, plain)

function urls(proxy: Partial<ProxyConfig> = {}, config: Partial<ReadAfterWriteConfig> = {}): MediaUrls {
  const service = { publicUrl: 'https://pds.test' } as ServiceConfig
  return new MediaUrls(service, proxy as ProxyConfig, config as ReadAfterWriteConfig)
}

function local(uri: string, embed: object): LocalPost {
  const value = { $type: 'app.bsky.feed.post', text: uri, createdAt: '2026-01-01T00:00:00Z', embed }
  const record = jsonToLex(value) as unknown as PostRecord
  return { uri, cid: 'c', indexedAt: '2026-01-01T00:00:00.000Z', value, record }
}
const embedOf = (embed: object, media = plain) =>
  postViews([local('x', embed)], author, { did: DID, urls: media, quoted: new Map() })[0]!.embed

describe('where pictures and videos are', () => {
  it('is this server, unless the AppView has them', () => {
    const blobUrl = `https://pds.test/xrpc/com.atproto.sync.getBlob?did=${DID}&cid=${CID}`
    expect(plain.picture('avatar', DID, CID)).toBe(blobUrl)
    expect(plain.playlist(DID, CID)).toBe(blobUrl)
    expect(plain.videoThumbnail(DID, CID)).toBeUndefined()
  })

  it('is where the patterns say', () => {
    const theirs = urls(
      { cdnUrlPattern: 'https://cdn.test/%s/plain/%s/%s@jpeg' },
      {
        videoPlaylistUrlPattern: 'https://v.test/%s/%s/list',
        videoThumbnailUrlPattern: 'https://v.test/%s/%s/$&',
      },
    )
    expect(theirs.picture('banner', DID, CID)).toBe(`https://cdn.test/banner/plain/${DID}/${CID}@jpeg`)
    expect(theirs.playlist(DID, CID)).toBe(`https://v.test/did%3Aplc%3Aa/${CID}/list`)
    expect(theirs.videoThumbnail(DID, CID)).toBe(`https://v.test/did%3Aplc%3Aa/${CID}/$&`)
  })
})

describe('an author', () => {
  it('has what the profile says', () => {
    const profile = jsonToLex({ displayName: 'A', avatar: blob }) as unknown as ProfileRecord
    expect(authorView(DID, 'a.test', profile, plain)).toEqual({
      did: DID,
      handle: 'a.test',
      displayName: 'A',
      avatar: plain.picture('avatar', DID, CID),
    })
  })

  it('without a handle has the one that stands for none', () => {
    expect(authorView(DID, undefined, undefined, plain)).toEqual({ did: DID, handle: 'handle.invalid' })
  })
})

describe('the embed of a post', () => {
  it('is shown if it is of a known kind', () => {
    expect(embedOf({ $type: 'com.example.embed', x: 1 })).toBeUndefined()
    const record = { $type: 'app.bsky.embed.record', record: { uri: 'at://did:plc:b/a.b.c/1', cid: 'c' } }
    const mixed = (media: object) => embedOf({ $type: 'app.bsky.embed.recordWithMedia', record, media })
    expect(mixed({ $type: 'com.example.embed' })).toBeUndefined()
    const video = { $type: 'app.bsky.embed.video', video: blob, presentation: 'gif' }
    expect(mixed(video)).toMatchObject({ media: { cid: CID, presentation: 'gif' } })
  })

  it('may be an earlier one of the same posts, with what that has', () => {
    const quote = (uri: string) => ({ $type: 'app.bsky.embed.record', record: { uri, cid: 'c' } })
    const external = { uri: 'https://a.test/', title: 't', description: 'd' }
    const posts = [
      local('1', { $type: 'app.bsky.embed.external', external }),
      local('2', quote('1')),
      local('3', quote('4')),
      local('4', quote('3')),
    ]
    const views = postViews(posts, author, { did: DID, urls: plain, quoted: new Map() })
    expect(views.map(({ embed }) => embed)).toMatchObject([
      { external },
      { record: { uri: '1', embeds: [{ external }], value: { text: '1' }, likeCount: 0 } },
      { record: { uri: '4', notFound: true } },
      { record: { uri: '3', value: { text: '3' } } },
    ])
  })
})

describe('a quoted post', () => {
  const post: AppBskyFeed.PostView = {
    uri: 'x',
    cid: 'c',
    author: { did: 'did:plc:b', handle: 'b.test' },
    record: { text: 'x' },
    labels: [],
    indexedAt: '2026-01-01T00:00:00.000Z',
  }

  it('is shown with what is known of it', () => {
    const { record, ...rest } = post
    expect(quotedPost(post)).toEqual({ $type: 'app.bsky.embed.record#viewRecord', ...rest, value: record })
  })

  it.each([{ blockedBy: true }, { blocking: 'at://did:plc:a/app.bsky.graph.block/1' }])(
    'is not shown to whom its author blocks or who blocks its author: %j',
    (viewer) => {
      expect(quotedPost({ ...post, author: { ...post.author, viewer } })).toEqual({
        $type: 'app.bsky.embed.record#viewBlocked',
        uri: 'x',
        blocked: true,
        author: { did: 'did:plc:b', viewer },
      })
    },
  )
})
