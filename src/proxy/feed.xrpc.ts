import { app } from '@guildhall/lexicon'
import { type Call, demandedLater, signedIn, Xrpc, XrpcController } from '../xrpc/index.js'
import { FeedMakers } from './feed-makers.js'
import { MethodForwarding } from './method-forwarding.js'

const { getFeed, getFeedSkeleton } = app.bsky.feed

/** Feeds: the AppView asks whoever makes the feed, with a token that is meant for that service. */
@XrpcController()
export class FeedXrpc {
  constructor(
    private readonly makers: FeedMakers,
    private readonly forwarding: MethodForwarding,
  ) {}

  @Xrpc(getFeed, signedIn(demandedLater))
  async getFeed(call: Call<typeof getFeed>) {
    const answer = await this.forwarding.ask(call, {
      lxm: getFeedSkeleton.nsid,
      audience: (did, appView) => this.makers.find(did, appView, call.params.feed),
    })
    return this.forwarding.pass(answer)
  }
}
