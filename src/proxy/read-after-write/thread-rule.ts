import { app } from '@guildhall/lexicon'
import type { LocalPost } from './local-records.js'
import type { OwnWrites, RefreshRule } from './refresh-rule.js'
import { inThread, isThreadPost, type ThreadPost, withReplies } from './thread-insertion.js'

const { getPostThread } = app.bsky.feed

/** Own replies are in the thread at once. */
export const POST_THREAD: RefreshRule<typeof getPostThread> = {
  method: getPostThread,
  concerns: ({ posts }, { depth }) => depth > 0 && posts.some(({ record }) => record.reply),
  refresh: async (output, own, { depth }) => {
    const { thread } = output
    if (!isThreadPost(thread)) return output
    return { ...output, thread: await withOwnReplies(thread, own.posts, own, depth) }
  },
}

/** A thread with those of the posts that belong to it. */
export async function withOwnReplies(
  thread: ThreadPost,
  posts: readonly LocalPost[],
  own: OwnWrites,
  depth: number,
): Promise<ThreadPost> {
  const replies = inThread(thread, posts)
  const views = await own.views(replies)
  return withReplies(
    thread,
    replies.map((post, i) => ({ post, view: views[i]! })),
    depth,
  )
}
