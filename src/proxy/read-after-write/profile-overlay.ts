import type { AppBskyActor, AppBskyFeed } from '@guildhall/lexicon'
import type { Did } from '@guildhall/syntax'
import type { ProfileRecord } from './local-records.js'
import type { MediaUrls } from './media-urls.js'

type Basic = AppBskyActor.ProfileViewBasic
type Detailed = AppBskyActor.ProfileViewDetailed
type FeedItem = AppBskyFeed.FeedViewPost

/** What views take from the profile. */
const BASICS = ['displayName', 'pronouns', 'avatar'] as const
const DETAILS = [...BASICS, 'description', 'website', 'banner', 'pinnedPost'] as const

/** The author of a post, with what its profile says now. What the profile does not say any more is gone. */
export function freshAuthor(view: Basic, profile: ProfileRecord, urls: MediaUrls): Basic {
  return { ...without(view, BASICS), ...basics(view.did as Did, profile, urls) }
}

/** A profile in full, with what it says now. What it does not say any more is gone. */
export function freshProfile(view: Detailed, profile: ProfileRecord, urls: MediaUrls): Detailed {
  const did = view.did as Did
  return {
    ...without(view, DETAILS),
    ...basics(did, profile, urls),
    ...(profile.description !== undefined && { description: profile.description }),
    ...(profile.website !== undefined && { website: profile.website }),
    ...(profile.banner && { banner: urls.picture('banner', did, profile.banner.ref.toString()) }),
    ...(profile.pinnedPost && { pinnedPost: profile.pinnedPost }),
  }
}

/** A feed in which posts of an account show its profile as it is now. */
export function freshAuthors(
  feed: readonly FeedItem[],
  did: Did,
  profile: ProfileRecord,
  urls: MediaUrls,
): FeedItem[] {
  return feed.map((item) => {
    const { post } = item
    if (post.author.did !== did) return item
    return { ...item, post: { ...post, author: freshAuthor(post.author, profile, urls) } }
  })
}

function without<V extends object, K extends keyof V>(view: V, names: readonly K[]): Omit<V, K> {
  const copy = { ...view }
  for (const name of names) delete copy[name]
  return copy
}

function basics(did: Did, { displayName, pronouns, avatar }: ProfileRecord, urls: MediaUrls) {
  return {
    ...(displayName !== undefined && { displayName }),
    ...(pronouns !== undefined && { pronouns }),
    ...(avatar && { avatar: urls.picture('avatar', did, avatar.ref.toString()) }),
  }
}
