import type { AppBskyFeed } from '@guildhall/lexicon'
import * as names from './definitions.js'

type FeedItem = AppBskyFeed.FeedViewPost
type PostView = AppBskyFeed.PostView

/**
 * A page of a feed with posts put among its items, each before the first older one. What is older than the last item
 * belongs to a later page.
 * @param posts the oldest first; those that are on the page already are left out
 * @param isFirstPage of any other, what is newer than its first item belongs to an earlier one
 */
export function withPosts(
  feed: readonly FeedItem[],
  posts: readonly PostView[],
  isFirstPage: boolean,
): FeedItem[] {
  const known = new Set(feed.map(({ post }) => post.uri))
  const newestMs = isFirstPage ? Infinity : feed.length > 0 ? placeMs(feed[0]!) : -Infinity
  const oldestMs = feed.length > 0 ? placeMs(feed[feed.length - 1]!) : -Infinity
  const items = [...feed]
  for (const post of posts) {
    const ms = Date.parse(post.indexedAt)
    if (known.has(post.uri) || ms <= oldestMs || ms >= newestMs) continue
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
