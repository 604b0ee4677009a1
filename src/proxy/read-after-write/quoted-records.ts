import { app } from '@guildhall/lexicon'
import { type AtUri, splitAtUri } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import * as names from './definitions.js'
import type { QuotedView } from './embed-views.js'
import { type FollowUp, FollowUpCalls } from './follow-up-calls.js'
import { quotedPost } from './post-views.js'

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

  constructor(private readonly calls: FollowUpCalls) {}

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

  async #posts(uris: readonly AtUri[], call: FollowUp): Promise<Views> {
    const output = await this.calls.ask(feed.getPosts, { uris }, call)
    return (output?.posts ?? []).map((post) => [post.uri, quotedPost(post)])
  }

  async #generators(feeds: readonly AtUri[], call: FollowUp): Promise<Views> {
    const output = await this.calls.ask(feed.getFeedGenerators, { feeds }, call)
    return (output?.feeds ?? []).map((view) => [view.uri, { $type: names.QUOTED_GENERATOR, ...view }])
  }

  async #lists(uris: readonly AtUri[], call: FollowUp): Promise<Views> {
    const outputs = await Promise.all(
      uris.map((list) => this.calls.ask(graph.getList, { list, limit: '1' }, call)),
    )
    return outputs.flatMap((output) =>
      output ? [[output.list.uri, { $type: names.QUOTED_LIST, ...output.list }]] : [],
    )
  }

  async #starterPacks(uris: readonly AtUri[], call: FollowUp): Promise<Views> {
    const output = await this.calls.ask(graph.getStarterPacks, { uris }, call)
    return (output?.starterPacks ?? []).map((view) => [
      view.uri,
      { $type: names.QUOTED_STARTER_PACK, ...view },
    ])
  }

  async #labelers(uris: readonly AtUri[], call: FollowUp): Promise<Views> {
    const dids = uris.map((uri) => splitAtUri(uri).authority)
    const output = await this.calls.ask(labeler.getServices, { dids }, call)
    return (output?.views ?? []).flatMap((view) =>
      names.isA(view, names.QUOTED_LABELER) ? [[view.uri, view]] : [],
    )
  }
}
