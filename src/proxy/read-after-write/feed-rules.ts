import { app, type AppBskyFeed } from '@guildhall/lexicon'
import { passesFilter } from './author-feed-filter.js'
import * as names from './definitions.js'
import { missingOn, withPosts } from './feed-insertion.js'
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
    const posts = missingOn(output.feed, own.posts, cursor === undefined)
    return posts.length > 0 ? { ...output, feed: withPosts(output.feed, await own.views(posts)) } : output
  },
}

/** Own posts are in the feed of the own posts at once, with the profile as it was last written. */
export const AUTHOR_FEED: RefreshRule<typeof getAuthorFeed> = {
  method: getAuthorFeed,
  concerns: (own, { actor }) => (own.isProfileNew || own.posts.length > 0) && isOwn(own, actor),
  refresh: async (output, own, { cursor, filter }) => {
    const [first] = output.feed
    if (first && !isBegunBy(first, own)) return output
    const ofKind = own.posts.filter((post) => passesFilter(filter, post))
    const views = await own.views(missingOn(output.feed, ofKind, cursor === undefined))
    return { ...output, feed: withPosts(withProfile(output.feed, own), views) }
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
