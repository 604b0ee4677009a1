import type { AppBskyActor, AppBskyFeed } from '@guildhall/lexicon'
import type { Did } from '@guildhall/syntax'
import * as names from './definitions.js'
import { type EmbedContext, embedView, type QuotedView } from './embed-views.js'
import type { LocalPost, ProfileRecord } from './local-records.js'
import type { MediaUrls } from './media-urls.js'

type PostView = AppBskyFeed.PostView
type Author = AppBskyActor.ProfileViewBasic

/** What stands for a handle where an account has none. */
const NO_HANDLE = 'handle.invalid'

/** An account as the author of its posts. */
export function authorView(
  did: Did,
  handle: string | undefined,
  profile: ProfileRecord | undefined,
  urls: MediaUrls,
): Author {
  const { displayName, avatar } = profile ?? {}
  return {
    did,
    handle: handle ?? NO_HANDLE,
    ...(displayName !== undefined && { displayName }),
    ...(avatar && { avatar: urls.picture('avatar', did, avatar.ref.toString()) }),
  }
}

/**
 * Posts as their author sees them directly after writing them: nobody has liked or answered them yet.
 * @param posts the oldest first; later ones may quote earlier ones
 * @param context `quoted` need not have posts that are among these
 */
export function postViews(posts: readonly LocalPost[], author: Author, context: EmbedContext): PostView[] {
  const quoted = new Map(context.quoted)
  return posts.map((post) => {
    const view = postView(post, author, { ...context, quoted })
    quoted.set(post.uri, quotedPost(view))
    return view
  })
}

function postView(post: LocalPost, author: Author, context: EmbedContext): PostView {
  const { uri, cid, value, indexedAt } = post
  const embed = embedView(post.record.embed, context)
  return {
    uri,
    cid,
    author,
    record: value,
    ...(embed && { embed }),
    replyCount: 0,
    repostCount: 0,
    likeCount: 0,
    quoteCount: 0,
    indexedAt,
  }
}

/** A post as it is shown inside one that quotes it. */
export function quotedPost(post: PostView): QuotedView {
  const { uri, cid, author, record, labels, embed, indexedAt } = post
  const { viewer } = author
  if (viewer?.blockedBy || viewer?.blocking !== undefined) {
    return { $type: names.QUOTED_BLOCKED, uri, blocked: true, author: { did: author.did, viewer } }
  }
  const { replyCount, repostCount, likeCount, quoteCount } = post
  const counts = { replyCount, repostCount, likeCount, quoteCount }
  return {
    $type: names.QUOTED_POST,
    uri,
    cid,
    author,
    value: record,
    ...(labels && { labels }),
    ...Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== undefined)),
    ...(embed && { embeds: [embed] }),
    indexedAt,
  }
}
