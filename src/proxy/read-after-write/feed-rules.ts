import { app, type AppBskyFeed } from '@guildhall/lexicon'
import { passesFilter } from './author-feed-filter.js'
import * as names from './definitions.js'
import { withPosts } from './feed-insertion.js'
import { isOwn } from './profile-rules.js'
import { freshAuthors } from './profile-overlay.js'
import type { OwnWrites, RefreshRule } from './refresh-rule.js'

const { getActorLikes, getAuthorFeed, getTimeline } = app.bsky.feed

type FeedItem = AppBskyFeed.FeedViewPost

/** Own posts are in the timeline at once. */
export const TIMELINE: RefreshRule<typeof getTimeline> = {
  method: getTimeline,
  concerns: ({ posts }) => posts.length > 0,
  refresh: async (output, own, { cursor }) => {
    const views = await own.views(own.posts)
    return { ...output, feed: withPosts(output.feed, views, cursor === undefined) }
  },
}

/** Own posts are in the feed of the own posts at once, with the profile as it was last written. */
export const AUTHOR_FEED: RefreshRule<typeof getAuthorFeed> = {
  method: getAuthorFeed,
  concerns: (own, { actor }) => (own.isProfileNew || own.posts.length > 0) && isOwn(own, actor),
  refresh: async (output, own, { actor, cursor, filter }) => {
    const isOwnFeed = output.feed.length > 0 ? isBegunBy(output.feed[0]!, own) : isOwn(own, actor)
    if (!isOwnFeed) return output
    const views = await own.views(own.posts.filter((post) => passesFilter(filter, post)))
    return { ...output, feed: withPosts(withProfile(output.feed, own), views, cursor === undefined) }
  },
}

/** Own posts among those that the caller likes show the profile as it was last written. */
export const ACTOR_LIKES: RefreshRule<typeof getActorLikes> = {
  method: getActorLikes,
  concerns: ({ isProfileNew }) => isProfileNew,
  refresh: (output, own) => ({ ...output, feed: withProfile(output.feed, own) }),
}

function withProfile(feed: FeedItem[], { did, profile, isProfileNew, urls }: OwnWrites): FeedItem[] {
  return profile && isProfileNew ? freshAuthors(feed, did, profile, urls) : feed
}

/** Whether an item is a post of the caller, or one that the caller has reposted. */
function isBegunBy({ post, reason }: FeedItem, { did }: OwnWrites): boolean {
  if (names.isA(reason, names.REASON_REPOST)) return reason.by.did === did
  return post.author.did === did
}
