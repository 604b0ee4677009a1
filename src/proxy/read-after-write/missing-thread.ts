import { app, type OutputOf, type ParamsOf } from '@guildhall/lexicon'
import { splitAtUri } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { Log } from '../../telemetry/index.js'
import { ServiceRefused } from '../proxy.errors.js'
import { type FollowUp, FollowUpCalls } from './follow-up-calls.js'
import type { LocalPost } from './local-records.js'
import { LocalWrites } from './local-writes.js'
import { isOwn } from './profile-rules.js'
import { ReadAfterWrite, type Refreshed, revOf } from './read-after-write.js'
import type { OwnWrites } from './refresh-rule.js'
import { type ThreadPost, threadPost } from './thread-insertion.js'
import { withOwnReplies } from './thread-rule.js'

const { getPostThread } = app.bsky.feed

type Method = typeof getPostThread
type Params = ParamsOf<Method>

const NOT_FOUND = 'NotFound'

/** Threads of posts that an AppView does not have yet, made from what their author wrote here. */
@Injectable()
export class MissingThread {
  constructor(
    private readonly writes: LocalWrites,
    private readonly answers: ReadAfterWrite,
    private readonly calls: FollowUpCalls,
    private readonly log: Log,
  ) {}

  /**
   * The thread of a new post of the caller; undefined if that is not what the AppView could not find, and in any
   * doubt. Nothing is thrown.
   * @param refusal what the AppView said
   */
  async find(refusal: unknown, params: Params, call: FollowUp): Promise<Refreshed<Method> | undefined> {
    if (!(refusal instanceof ServiceRefused) || refusal.code !== NOT_FOUND) return undefined
    const rev = revOf(refusal.relayed?.headers ?? {})
    if (rev === undefined) return undefined
    try {
      return await this.#find(rev, params, call)
    } catch (err) {
      this.log.warn({ err, did: call.did, service: call.service.did }, 'a thread is not found here')
      return undefined
    }
  }

  async #find(rev: string, params: Params, call: FollowUp): Promise<Refreshed<Method> | undefined> {
    const own = await this.writes.since(rev, call)
    const post = own && postOf(own, params.uri)
    if (!post) return undefined
    return { output: await this.#threadOf(post, own, params, call), lagMs: this.answers.lagMs(own) }
  }

  async #threadOf(
    post: LocalPost,
    own: OwnWrites,
    params: Params,
    call: FollowUp,
  ): Promise<OutputOf<Method>> {
    const [view] = await own.views([post])
    const thread = await withOwnReplies(threadPost(view!), own, params.depth)
    const parent = await this.#parentOf(post, own, params.parentHeight, call)
    return { thread: parent ? { ...thread, parent } : thread }
  }

  /** The parent of a post, with its own parents: new ones as they are here, others as the AppView has them. */
  async #parentOf(
    { record: { reply } }: LocalPost,
    own: OwnWrites,
    height: number,
    call: FollowUp,
  ): Promise<ThreadPost['parent']> {
    if (!reply || height <= 0) return undefined
    const post = own.posts.find(({ uri }) => uri === reply.parent.uri)
    if (!post) return this.#foundParent(reply.parent.uri, height - 1, call)
    const [view] = await own.views([post])
    const parent = await this.#parentOf(post, own, height - 1, call)
    return { ...threadPost(view!), ...(parent && { parent }) }
  }

  /** A post is shown without its parent rather than not at all. */
  async #foundParent(uri: string, parentHeight: number, call: FollowUp): Promise<ThreadPost['parent']> {
    const params = { uri, depth: '0', parentHeight: String(parentHeight) }
    try {
      return (await this.calls.ask(getPostThread, params, call))?.thread
    } catch {
      return undefined
    }
  }
}

/** The post that a URI names, which may name its author by handle. */
function postOf(own: OwnWrites, uri: Params['uri']): LocalPost | undefined {
  const { authority, collection, rkey } = splitAtUri(uri)
  if (!isOwn(own, authority)) return undefined
  return own.posts.find((post) => post.uri === `at://${own.did}/${collection}/${rkey}`)
}
