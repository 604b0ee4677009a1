import { jsonToMap } from '@guildhall/data'
import { app, bundledLexicons, type RecordOf } from '@guildhall/lexicon'
import { tidMicros } from '@guildhall/syntax'
import type { RecentRecord, WantedRecords } from '../../repo/index.js'

/** A profile as its account has written it. */
export type ProfileRecord = RecordOf<typeof app.bsky.actor.profile>

/** A post as its author has written it. */
export type PostRecord = RecordOf<typeof app.bsky.feed.post>

/** A post that an AppView may not have yet. */
export interface LocalPost {
  uri: string
  cid: string
  /** when it was written here */
  indexedAt: string
  record: PostRecord
  /** the record as JSON */
  value: Record<string, unknown>
}

/** What an account has written that an AppView may not have yet. */
export interface LocalRecords {
  /** the profile, new or not; undefined if there is none */
  profile: ProfileRecord | undefined
  isProfileNew: boolean
  /** the newest ones, the oldest of these first */
  posts: LocalPost[]
  /** when the oldest of all this was written (ms since 1970); undefined if there is nothing new */
  oldestAtMs: number | undefined
}

/** Posts that are added to an answer at most: an AppView that is further behind shows an older state. */
export const POSTS_MAX = 10

const POST = app.bsky.feed.post.nsid
const PROFILE = app.bsky.actor.profile.nsid
const PROFILE_PATH = `${PROFILE}/self`
const MICROS_PER_MS = 1000

/** The records that answers of an AppView are completed with. */
export const WANTED: WantedRecords = {
  collections: [POST],
  always: [PROFILE_PATH],
  window: 2 * POSTS_MAX,
}

/**
 * What is to be shown of {@link WANTED} records. Those that are not of their lexicon are left out.
 * @param records the newest first
 * @param rev the revision that the AppView is at
 */
export function localRecords(records: readonly RecentRecord[], rev: string): LocalRecords {
  const fresh = records.filter((record) => record.rev > rev)
  const found = records.find(({ uri }) => uri.endsWith(`/${PROFILE_PATH}`))
  const profile = found && checked<ProfileRecord>(PROFILE, found.value)
  const isProfileNew = profile !== undefined && fresh.includes(found!)
  const posts = fresh
    .filter((record) => record !== found)
    .flatMap(toPost)
    .slice(0, POSTS_MAX)
    .reverse()
  const times = [
    ...posts.map(({ indexedAt }) => Date.parse(indexedAt)),
    ...(isProfileNew ? [msOf(found!)] : []),
  ]
  return { profile, isProfileNew, posts, oldestAtMs: times.length > 0 ? Math.min(...times) : undefined }
}

function toPost(record: RecentRecord): LocalPost[] {
  const post = checked<PostRecord>(POST, record.value)
  if (!post) return []
  const { uri, cid, value } = record
  return [{ uri, cid, value, record: post, indexedAt: new Date(msOf(record)).toISOString() }]
}

/** Revisions are times. */
function msOf({ rev }: RecentRecord): number {
  return Math.floor(tidMicros(rev) / MICROS_PER_MS)
}

function checked<R>(nsid: string, json: Record<string, unknown>): R | undefined {
  const result = bundledLexicons().record(nsid)!.validate(jsonToMap(json))
  return result.ok ? (result.value as R) : undefined
}
