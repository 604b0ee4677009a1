import type { AppBskyFeed } from '@guildhall/lexicon'
import fc from 'fast-check'
import { missingOn, withPosts } from './feed-insertion.js'

const author = { did: 'did:plc:a', handle: 'a.test' }
const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString()
const post = (uri: string, second: number): AppBskyFeed.PostView => ({
  uri,
  cid: 'c',
  author,
  record: {},
  indexedAt: at(second),
})
const item = (uri: string, second: number, reason?: AppBskyFeed.FeedViewPost['reason']) => ({
  post: post(uri, second),
  ...(reason && { reason }),
})
const repost = (second: number) => ({
  $type: 'app.bsky.feed.defs#reasonRepost' as const,
  by: author,
  indexedAt: at(second),
})
const pin = { $type: 'app.bsky.feed.defs#reasonPin' as const }
const uris = (feed: readonly AppBskyFeed.FeedViewPost[]) => feed.map(({ post: { uri } }) => uri).join(' ')

function merged(feed: AppBskyFeed.FeedViewPost[], posts: AppBskyFeed.PostView[], isFirstPage: boolean) {
  return withPosts(feed, missingOn(feed, posts, isFirstPage))
}

describe('posts in a feed', () => {
  it.each([
    ['stand before the first older one', [item('x', 9), item('y', 1)], 'x b a y'],
    ['stand after what is as old', [item('x', 6), item('y', 1)], 'x b a y'],
    ['are all of an empty one', [], 'b a'],
    ['have their place by the time of reposts', [item('x', 1, repost(9)), item('y', 1)], 'x b a y'],
    ['stand below what is pinned', [item('x', 2, pin), item('y', 3)], 'x b a y'],
    ['are left out where they are already', [item('b', 9), item('y', 1)], 'b a y'],
    ['are left out where they belong to a later page', [item('x', 9), item('y', 4)], 'x b y'],
  ])('%s', (_what, feed, expected) => {
    expect(uris(merged(feed, [post('a', 4), post('b', 6)], true))).toBe(expected)
  })

  it('are left out of later pages where they belong to an earlier one', () => {
    const posts = [post('a', 4), post('b', 6)]
    expect(uris(merged([item('x', 5), item('y', 1)], posts, false))).toBe('x a y')
    expect(uris(merged([], posts, false))).toBe('')
  })

  it('leave all others in their order, and do not change what was given', () => {
    const seconds = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 20 })
    fc.assert(
      fc.property(seconds, seconds, fc.boolean(), (theirs, own, isFirstPage) => {
        const feed = theirs.map((second, i) => item(`x${i}`, second))
        const before = uris(feed)
        const posts = own.sort((a, b) => a - b).map((second, i) => post(`own${i}`, second))
        const result = merged(feed, posts, isFirstPage)
        expect(uris(result.filter(({ post: { uri } }) => uri.startsWith('x')))).toBe(before)
        expect(uris(feed)).toBe(before)
      }),
    )
  })
})
