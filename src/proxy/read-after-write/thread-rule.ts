import { app } from '@guildhall/lexicon'
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
    const grown = await withOwnReplies(thread, own, depth)
    return grown === thread ? output : { ...output, thread: grown }
  },
}

/** A thread with those of the own posts that belong to it. */
export async function withOwnReplies(thread: ThreadPost, own: OwnWrites, depth: number): Promise<ThreadPost> {
  const replies = inThread(thread, own.posts)
  const views = await own.views(replies)
  return withReplies(
    thread,
    replies.map((post, i) => ({ post, view: views[i]! })),
    depth,
  )
}
