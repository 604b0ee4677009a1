import type { AppBskyFeed } from '@guildhall/lexicon'
import * as names from './definitions.js'

type FeedItem = AppBskyFeed.FeedViewPost
type PostView = AppBskyFeed.PostView

/**
 * Those of the posts that belong on a page of a feed, and are not there already: none that is older than its last item,
 * which belongs on a later page.
 * @param isFirstPage of any other, what is newer than its first item belongs on an earlier one
 */
export function missingOn<P extends Pick<PostView, 'uri' | 'indexedAt'>>(
  feed: readonly FeedItem[],
  posts: readonly P[],
  isFirstPage: boolean,
): P[] {
  const known = new Set(feed.map(({ post }) => post.uri))
  const [newest, oldest] = [feed[0], feed[feed.length - 1]]
  const oldestMs = oldest ? placeMs(oldest) : -Infinity
  const newestMs = isFirstPage ? Infinity : newest ? placeMs(newest) : -Infinity
  return posts.filter(({ uri, indexedAt }) => {
    const ms = Date.parse(indexedAt)
    return !known.has(uri) && ms > oldestMs && ms < newestMs
  })
}

/**
 * A page of a feed with posts put among its items, each before the first older one.
 * @param posts the oldest first
 */
export function withPosts(feed: readonly FeedItem[], posts: readonly PostView[]): FeedItem[] {
  const items = [...feed]
  for (const post of posts) {
    const ms = Date.parse(post.indexedAt)
    const place = items.findIndex((item) => placeMs(item) < ms)
    items.splice(place < 0 ? items.length : place, 0, { post })
  }
  return items
}

/** The time by which an item has its place: a repost that of the repost; what is pinned stays on top. */
function placeMs({ post, reason }: FeedItem): number {
  if (reason?.$type === names.REASON_PIN) return Infinity
  if (reason?.$type === names.REASON_REPOST) return Date.parse((reason as AppBskyFeed.ReasonRepost).indexedAt)
  return Date.parse(post.indexedAt)
}
