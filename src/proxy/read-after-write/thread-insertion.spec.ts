import type { LocalPost } from './local-records.js'
import { inThread, type ThreadPost, threadPost, withReplies } from './thread-insertion.js'

const reply = (parent: string, root: string) => ({
  parent: { uri: parent, cid: 'c' },
  root: { uri: root, cid: 'c' },
})
const view = (uri: string, record: object = {}) => ({
  uri,
  cid: 'c',
  author: { did: 'did:plc:a', handle: 'a.test' },
  record,
  indexedAt: '2026-01-01T00:00:00.000Z',
})
const local = (uri: string, parent?: string, root = 'root') =>
  ({ uri, record: { ...(parent !== undefined && { reply: reply(parent, root) }) } }) as LocalPost
const replyOf = (uri: string, parent: string) => ({ post: local(uri, parent), view: view(uri) })
const gone = { $type: 'app.bsky.feed.defs#notFoundPost' as const, uri: 'gone', notFound: true as const }

/** The tree as text: `a(b(c) d)`. */
function told(thread: NonNullable<ThreadPost['replies']>[number]): string {
  if (!('post' in thread)) return '?'
  const { post, replies } = thread as ThreadPost
  return replies ? `${post.uri}(${replies.map(told).join(' ')})` : post.uri
}

describe('replies in a thread', () => {
  const thread: ThreadPost = {
    ...threadPost(view('root')),
    replies: [{ ...threadPost(view('a')), replies: [threadPost(view('b')), gone] }, gone],
  }

  it('stand below what they answer, the newest first', () => {
    const replies = [replyOf('1', 'b'), replyOf('2', 'root'), replyOf('3', '1'), replyOf('4', 'root')]
    expect(told(withReplies(thread, replies, 6))).toBe('root(4 2 a(b(1(3)) ?) ?)')
    expect(told(thread)).toBe('root(a(b ?) ?)')
  })

  it('go no deeper than was asked for', () => {
    const replies = [replyOf('1', 'b'), replyOf('2', 'a'), replyOf('3', 'root')]
    expect(told(withReplies(thread, replies, 2))).toBe('root(3 a(2 b ?) ?)')
    expect(withReplies(thread, replies, 0)).toBe(thread)
  })

  it('are left out where they are already, and where their parent is not shown', () => {
    expect(withReplies(thread, [replyOf('b', 'a'), replyOf('1', 'gone'), replyOf('2', 'none')], 6)).toBe(
      thread,
    )
  })
})

describe('the posts of a thread', () => {
  const posts = [
    local('alone'),
    local('1', 'root', 'root'),
    local('2', '1', 'root'),
    local('3', 'x', 'other'),
  ]
  const found = (thread: ThreadPost) => inThread(thread, posts).map(({ uri }) => uri)

  it('have its first post for their root', () => {
    expect(found(threadPost(view('root')))).toEqual(['1', '2'])
    expect(found(threadPost(view('alone')))).toEqual([])
  })

  it('have the root of the one that is asked for, if that is a reply', () => {
    expect(found(threadPost(view('1', { reply: reply('root', 'root') })))).toEqual(['1', '2'])
  })
})
