import type { AppBskyFeed, OutputOf, ParamsOf, Query } from '@guildhall/lexicon'
import type { Did } from '@guildhall/syntax'
import type { LocalPost, LocalRecords } from './local-records.js'
import type { MediaUrls } from './media-urls.js'

/** A method of an AppView whose answers may be older than what the caller has written. */
export type FreshMethod = Query<unknown, unknown, string>

/** What a caller has written that the AppView does not have yet, and how it is shown. */
export interface OwnWrites extends LocalRecords {
  readonly did: Did
  readonly handle: string | undefined
  readonly urls: MediaUrls
  /**
   * Posts as they are shown. Records that they quote are asked of the AppView.
   * @param posts the oldest first
   * @throws {Refusal} when the AppView cannot be asked
   */
  views(posts: readonly LocalPost[]): Promise<AppBskyFeed.PostView[]>
}

/** How answers to a method are completed. */
export interface RefreshRule<M extends FreshMethod> {
  readonly method: M
  /** Whether an answer may lack something; if not, it is passed on unseen. */
  concerns(own: OwnWrites, params: ParamsOf<M>): boolean
  /** The answer, completed, or the very same if it lacks nothing. What was given is not changed. */
  refresh(output: OutputOf<M>, own: OwnWrites, params: ParamsOf<M>): OutputOf<M> | Promise<OutputOf<M>>
}
