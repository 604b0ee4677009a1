import { app, type OutputOf } from '@guildhall/lexicon'
import type { OpenAnswer } from '../../outbound/index.js'
import {
  type Call,
  callerOfKind,
  demandedLater,
  type PassedAnswer,
  signedIn,
  Xrpc,
  XrpcController,
} from '../../xrpc/index.js'
import { MethodForwarding } from '../method-forwarding.js'
import { answerHeaders, callHeaders } from '../passed-headers.js'
import { Services } from '../services.js'
import { ACTOR_LIKES, AUTHOR_FEED, TIMELINE } from './feed-rules.js'
import { MissingThread } from './missing-thread.js'
import { PROFILE, PROFILES } from './profile-rules.js'
import type { FollowUp } from './follow-up-calls.js'
import { ReadAfterWrite, type Refreshed } from './read-after-write.js'
import type { FreshMethod, RefreshRule } from './refresh-rule.js'
import { POST_THREAD } from './thread-rule.js'

const { getProfile, getProfiles } = app.bsky.actor
const { getActorLikes, getAuthorFeed, getPostThread, getTimeline } = app.bsky.feed

const CHOICE = 'atproto-proxy'
const LAG = 'atproto-upstream-lag'

/** What is accepted where an AppView is asked for more. */
const CODINGS = 'gzip'

/** Headers of a body that came; the one that is sent is another. */
const OF_BODIES: ReadonlySet<string> = new Set(['content-encoding', 'content-length', 'content-type'])

type Asked = Pick<Call, 'caller' | 'headers' | 'nsid' | 'signal'>
type Answer<M extends FreshMethod> = OutputOf<M> | PassedAnswer

/** Reads of the AppView in which callers find what they have just written. */
@XrpcController()
export class FreshReadsXrpc {
  constructor(
    private readonly forwarding: MethodForwarding,
    private readonly services: Services,
    private readonly reads: ReadAfterWrite,
    private readonly threads: MissingThread,
  ) {}

  @Xrpc(getProfile, signedIn(demandedLater))
  getProfile(call: Call<typeof getProfile>) {
    return this.#answer(call, PROFILE)
  }

  @Xrpc(getProfiles, signedIn(demandedLater))
  getProfiles(call: Call<typeof getProfiles>) {
    return this.#answer(call, PROFILES)
  }

  @Xrpc(getActorLikes, signedIn(demandedLater))
  getActorLikes(call: Call<typeof getActorLikes>) {
    return this.#answer(call, ACTOR_LIKES)
  }

  @Xrpc(getAuthorFeed, signedIn(demandedLater))
  getAuthorFeed(call: Call<typeof getAuthorFeed>) {
    return this.#answer(call, AUTHOR_FEED)
  }

  @Xrpc(getTimeline, signedIn(demandedLater))
  getTimeline(call: Call<typeof getTimeline>) {
    return this.#answer(call, TIMELINE)
  }

  @Xrpc(getPostThread, signedIn(demandedLater))
  async getPostThread(call: Call<typeof getPostThread>) {
    try {
      return await this.#answer(call, POST_THREAD)
    } catch (refusal) {
      const found = await this.threads.find(refusal, call.params, await this.#followUp(call))
      if (!found) throw refusal
      return sent(call, found)
    }
  }

  async #answer<M extends FreshMethod>(call: Call<M>, rule: RefreshRule<M>): Promise<Answer<M>> {
    const followUp = await this.#followUp(call)
    const answer = await this.forwarding.ask(call as Call)
    const refreshed = await this.reads.refresh(rule, answer, call.params, followUp)
    if (refreshed?.output) return sent(call, refreshed, answer)
    if (refreshed) call.setHeader(LAG, String(refreshed.lagMs))
    return this.forwarding.pass(answer)
  }

  /** Whoever answered is asked for more, in the same languages and with the same labels. */
  async #followUp({ caller, headers, nsid, signal }: Asked): Promise<FollowUp> {
    const { did } = callerOfKind(caller, 'account')
    const service = await this.services.forMethod(nsid, headers[CHOICE]?.toString())
    return { did, service, headers: callHeaders(headers, CODINGS, false), signal }
  }
}

/** An answer that was completed, with the headers of the one that came. */
function sent<M extends FreshMethod>(
  call: Call<M>,
  { output, lagMs }: Refreshed<M>,
  answer?: OpenAnswer,
): OutputOf<M> {
  for (const [name, value] of Object.entries(answerHeaders(answer?.headers ?? {}))) {
    if (!OF_BODIES.has(name)) call.setHeader(name, value)
  }
  call.setHeader(LAG, String(lagMs))
  return output as OutputOf<M>
}
