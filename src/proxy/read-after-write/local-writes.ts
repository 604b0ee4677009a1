import type { AppBskyFeed } from '@guildhall/lexicon'
import type { AtUri } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { Accounts } from '../../account/index.js'
import { RecentRecords } from '../../repo/index.js'
import { quotedUri } from './embed-views.js'
import { type LocalPost, type LocalRecords, localRecords, WANTED } from './local-records.js'
import { MediaUrls } from './media-urls.js'
import { authorView, postViews } from './post-views.js'
import type { FollowUp } from './follow-up-calls.js'
import { QuotedRecords } from './quoted-records.js'
import type { OwnWrites } from './refresh-rule.js'

/** What callers have written that an AppView does not have yet, shown as the AppView would. */
@Injectable()
export class LocalWrites {
  constructor(
    private readonly recent: RecentRecords,
    private readonly accounts: Accounts,
    private readonly quotes: QuotedRecords,
    private readonly urls: MediaUrls,
  ) {}

  /**
   * What the caller wrote after a revision; undefined if that is nothing.
   * @param rev the revision that the AppView is at
   */
  async since(rev: string, call: FollowUp): Promise<OwnWrites | undefined> {
    const { did } = call
    const records = await this.recent.since(did, rev, WANTED)
    if (records.length === 0) return undefined
    const local = localRecords(records, rev)
    if (local.oldestAtMs === undefined) return undefined
    const handle = (await this.accounts.byDid(did))?.handle
    const views = (posts: readonly LocalPost[]) => this.#views(posts, handle, local, call)
    return { ...local, did, handle, urls: this.urls, views }
  }

  async #views(
    posts: readonly LocalPost[],
    handle: string | undefined,
    local: LocalRecords,
    call: FollowUp,
  ): Promise<AppBskyFeed.PostView[]> {
    const involved = withQuoted(posts, local.posts)
    const own = new Set(involved.map(({ uri }) => uri))
    const quoted = involved.map(({ record }) => quotedUri(record))
    const others = quoted.filter((uri): uri is AtUri => uri !== undefined && !own.has(uri))
    const author = authorView(call.did, handle, local.profile, this.urls)
    const context = { did: call.did, urls: this.urls, quoted: await this.quotes.views(others, call) }
    const views = new Map(postViews(involved, author, context).map((view) => [view.uri, view]))
    return posts.map(({ uri }) => views.get(uri)!)
  }
}

/** Posts, and those of all that they quote, in the order of all. */
function withQuoted(posts: readonly LocalPost[], all: readonly LocalPost[]): LocalPost[] {
  const wanted = new Set(posts.flatMap(({ uri, record }) => [uri, quotedUri(record)]))
  return all.filter(({ uri }) => wanted.has(uri))
}
