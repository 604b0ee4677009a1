/** Definitions have no constants of their own: these are the names by which unions tell their variants apart. */
const LEXICONS = 'app.bsky'

/** What a post may have with it. */
export const IMAGES = `${LEXICONS}.embed.images` as const
export const VIDEO = `${LEXICONS}.embed.video` as const
export const EXTERNAL = `${LEXICONS}.embed.external` as const
export const RECORD = `${LEXICONS}.embed.record` as const
export const RECORD_WITH_MEDIA = `${LEXICONS}.embed.recordWithMedia` as const

/** The same as they are shown. */
export const IMAGES_VIEW = `${IMAGES}#view` as const
export const VIDEO_VIEW = `${VIDEO}#view` as const
export const EXTERNAL_VIEW = `${EXTERNAL}#view` as const
export const RECORD_VIEW = `${RECORD}#view` as const
export const RECORD_WITH_MEDIA_VIEW = `${RECORD_WITH_MEDIA}#view` as const

/** What is shown of a record that a post quotes. */
export const QUOTED_POST = `${RECORD}#viewRecord` as const
export const QUOTED_NOT_FOUND = `${RECORD}#viewNotFound` as const
export const QUOTED_BLOCKED = `${RECORD}#viewBlocked` as const
export const QUOTED_GENERATOR = `${LEXICONS}.feed.defs#generatorView` as const
export const QUOTED_LIST = `${LEXICONS}.graph.defs#listView` as const
export const QUOTED_LABELER = `${LEXICONS}.labeler.defs#labelerView` as const
export const QUOTED_STARTER_PACK = `${LEXICONS}.graph.defs#starterPackViewBasic` as const

/** A post among its parents and replies. */
export const THREAD_POST = `${LEXICONS}.feed.defs#threadViewPost` as const

/** Why something is in a feed. */
export const REASON_REPOST = `${LEXICONS}.feed.defs#reasonRepost` as const
export const REASON_PIN = `${LEXICONS}.feed.defs#reasonPin` as const

/** Which posts of an account are asked for. */
export const NO_REPLIES = 'posts_no_replies'
export const AUTHOR_THREADS = 'posts_and_author_threads'
export const WITH_MEDIA = 'posts_with_media'
export const WITH_VIDEO = 'posts_with_video'

/** Whether a value of an open union is of a certain variant. */
export function isA<U extends { $type: string }, T extends string>(
  value: U | undefined,
  type: T,
): value is Extract<U, { $type: T }> {
  return value?.$type === type
}
