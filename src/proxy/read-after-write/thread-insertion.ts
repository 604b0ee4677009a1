import type { AppBskyFeed } from '@guildhall/lexicon'
import * as names from './definitions.js'
import type { LocalPost, PostRecord } from './local-records.js'

/** A post among its parents and replies. */
export type ThreadPost = { $type: typeof names.THREAD_POST } & AppBskyFeed.ThreadViewPost

type Thread = AppBskyFeed.GetPostThreadOutput['thread']
type Reply = Pick<PostRecord, 'reply'>

/** A post that may be put into a thread, and how it is shown there. */
export interface ThreadReply {
  readonly post: LocalPost
  readonly view: AppBskyFeed.PostView
}

/** Whether what was asked for is a post that is shown. */
export function isThreadPost(thread: Thread): thread is ThreadPost {
  return thread.$type === names.THREAD_POST
}

/** A post without parents or replies. */
export function threadPost(post: AppBskyFeed.PostView): ThreadPost {
  return { $type: names.THREAD_POST, post }
}

/** Posts that belong to the same thread as the one asked for. */
export function inThread(thread: ThreadPost, posts: readonly LocalPost[]): LocalPost[] {
  const { uri, record } = thread.post
  const root = (record as Reply).reply?.root.uri
  return posts.filter(({ record: { reply } }) => reply && (reply.root.uri === uri || reply.root.uri === root))
}

/**
 * A thread with replies put below the posts that they answer, each before those that were there.
 * @param replies the oldest first, so that answers to answers find theirs; those that are there already are left out
 * @param depth levels of replies that are asked for
 */
export function withReplies(thread: ThreadPost, replies: readonly ThreadReply[], depth: number): ThreadPost {
  return replies.reduce((grown, reply) => withReply(grown, reply, depth), thread)
}

function withReply(thread: ThreadPost, reply: ThreadReply, depth: number): ThreadPost {
  if (depth <= 0) return thread
  const { post, view } = reply
  const replies = thread.replies ?? []
  if (post.record.reply?.parent.uri !== thread.post.uri) {
    const grown = replies.map((one) => (isThreadPost(one) ? withReply(one, reply, depth - 1) : one))
    return grown.some((one, i) => one !== replies[i]) ? { ...thread, replies: grown } : thread
  }
  if (replies.some((one) => isThreadPost(one) && one.post.uri === post.uri)) return thread
  return { ...thread, replies: [threadPost(view), ...replies] }
}
