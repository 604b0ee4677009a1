import { app, type OutputOf } from '@guildhall/lexicon'
import { type AtUri, type Did, splitAtUri } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import type { Service } from '../service.js'
import { ServiceCalls } from '../service-calls.js'
import { checkedOutput } from './checked-output.js'
import * as names from './definitions.js'
import type { QuotedView } from './embed-views.js'
import { quotedPost } from './post-views.js'
import type { FreshMethod } from './refresh-rule.js'

/** In whose name an AppView is asked for more. */
export interface FollowUp {
  readonly did: Did
  readonly service: Service
  /** those of the call that is being answered: languages, labelers */
  readonly headers: Record<string, string>
  readonly signal: AbortSignal
}

type Views = [uri: string, view: QuotedView][]
type Ask = (uris: readonly AtUri[], call: FollowUp) => Promise<Views>

const { feed, graph, labeler } = app.bsky

/** What posts quote, as the AppView shows it. */
@Injectable()
export class QuotedRecords {
  readonly #asks: ReadonlyMap<string | undefined, Ask> = new Map<string | undefined, Ask>([
    [feed.post.nsid, (uris, call) => this.#posts(uris, call)],
    [feed.generator.nsid, (uris, call) => this.#generators(uris, call)],
    [graph.list.nsid, (uris, call) => this.#lists(uris, call)],
    [graph.starterpack.nsid, (uris, call) => this.#starterPacks(uris, call)],
    [labeler.service.nsid, (uris, call) => this.#labelers(uris, call)],
  ])

  constructor(private readonly calls: ServiceCalls) {}

  /**
   * Views of records by URI, with one call for each kind of them. What the AppView does not have, or does not show,
   * is missing.
   * @throws {ServiceRefused | ServiceUnreachable | ServiceTimeout}
   */
  async views(uris: readonly AtUri[], call: FollowUp): Promise<Map<string, QuotedView>> {
    const kinds = new Map<string | undefined, AtUri[]>()
    for (const uri of new Set(uris)) {
      const { collection } = splitAtUri(uri)
      kinds.set(collection, [...(kinds.get(collection) ?? []), uri])
    }
    const found = await Promise.all(
      [...kinds].map(([kind, ofKind]) => this.#asks.get(kind)?.(ofKind, call) ?? []),
    )
    return new Map(found.flat())
  }

  async #ask<M extends FreshMethod>(
    method: M,
    params: Record<string, string | readonly string[]>,
    { did, service, headers, signal }: FollowUp,
  ): Promise<OutputOf<M> | undefined> {
    const { json } = await this.calls.call(did, service, { nsid: method.nsid, params, headers, signal })
    return checkedOutput(method, json)
  }

  async #posts(uris: readonly AtUri[], call: FollowUp): Promise<Views> {
    const output = await this.#ask(feed.getPosts, { uris }, call)
    return (output?.posts ?? []).map((post) => [post.uri, quotedPost(post)])
  }

  async #generators(feeds: readonly AtUri[], call: FollowUp): Promise<Views> {
    const output = await this.#ask(feed.getFeedGenerators, { feeds }, call)
    return (output?.feeds ?? []).map((view) => [view.uri, { $type: names.QUOTED_GENERATOR, ...view }])
  }

  async #lists(uris: readonly AtUri[], call: FollowUp): Promise<Views> {
    const outputs = await Promise.all(
      uris.map((list) => this.#ask(graph.getList, { list, limit: '1' }, call)),
    )
    return outputs.flatMap((output) =>
      output ? [[output.list.uri, { $type: names.QUOTED_LIST, ...output.list }]] : [],
    )
  }

  async #starterPacks(uris: readonly AtUri[], call: FollowUp): Promise<Views> {
    const output = await this.#ask(graph.getStarterPacks, { uris }, call)
    return (output?.starterPacks ?? []).map((view) => [
      view.uri,
      { $type: names.QUOTED_STARTER_PACK, ...view },
    ])
  }

  async #labelers(uris: readonly AtUri[], call: FollowUp): Promise<Views> {
    const dids = uris.map((uri) => splitAtUri(uri).authority)
    const output = await this.#ask(labeler.getServices, { dids }, call)
    return (output?.views ?? []).flatMap((view) =>
      names.isA(view, names.QUOTED_LABELER) ? [[view.uri, view]] : [],
    )
  }
}
