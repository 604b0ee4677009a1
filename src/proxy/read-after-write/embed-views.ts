import type { AppBskyEmbed, AppBskyFeed } from '@guildhall/lexicon'
import type { Did } from '@guildhall/syntax'
import * as names from './definitions.js'
import { isA } from './definitions.js'
import type { PostRecord } from './local-records.js'
import type { MediaUrls } from './media-urls.js'

/** What a post has with it, as it is shown. */
export type EmbedView = NonNullable<AppBskyFeed.PostView['embed']>

/** A record that a post quotes, as it is shown. */
export type QuotedView = AppBskyEmbed.RecordView['record']

/** What embeds are shown with. */
export interface EmbedContext {
  /** the author */
  readonly did: Did
  readonly urls: MediaUrls
  /** views of quoted records by URI; what is missing is shown as not found */
  readonly quoted: ReadonlyMap<string, QuotedView>
}

type Embed = PostRecord['embed']
type Media = AppBskyEmbed.RecordWithMediaView['media']

/** URI of the record that a post quotes, if it does. */
export function quotedUri({ embed }: PostRecord): string | undefined {
  if (isA(embed, names.RECORD)) return embed.record.uri
  if (isA(embed, names.RECORD_WITH_MEDIA)) return embed.record.record.uri
  return undefined
}

/** The embed of a post as it is shown; undefined if there is none, or none of a known kind. */
export function embedView(embed: Embed, context: EmbedContext): EmbedView | undefined {
  if (isA(embed, names.RECORD)) return { $type: names.RECORD_VIEW, ...recordView(embed, context) }
  if (!isA(embed, names.RECORD_WITH_MEDIA)) return mediaView(embed, context)
  const media = mediaView(embed.media, context)
  if (!media) return undefined
  return { $type: names.RECORD_WITH_MEDIA_VIEW, record: recordView(embed.record, context), media }
}

function mediaView(embed: Embed, { did, urls }: EmbedContext): Media | undefined {
  if (isA(embed, names.IMAGES)) {
    return { $type: names.IMAGES_VIEW, images: embed.images.map((image) => imageView(image, did, urls)) }
  }
  if (isA(embed, names.VIDEO)) return { $type: names.VIDEO_VIEW, ...videoView(embed, did, urls) }
  if (isA(embed, names.EXTERNAL)) return { $type: names.EXTERNAL_VIEW, ...externalView(embed, did, urls) }
  return undefined
}

function imageView(
  { image, alt, aspectRatio }: AppBskyEmbed.ImagesImageLex,
  did: Did,
  urls: MediaUrls,
): AppBskyEmbed.ImagesViewImage {
  const cid = image.ref.toString()
  return {
    thumb: urls.picture('feed_thumbnail', did, cid),
    fullsize: urls.picture('feed_fullsize', did, cid),
    alt,
    ...(aspectRatio && { aspectRatio }),
  }
}

function videoView(
  { video, alt, aspectRatio, presentation }: AppBskyEmbed.VideoLex,
  did: Did,
  urls: MediaUrls,
): AppBskyEmbed.VideoView {
  const cid = video.ref.toString()
  const thumbnail = urls.videoThumbnail(did, cid)
  return {
    cid,
    playlist: urls.playlist(did, cid),
    ...(thumbnail !== undefined && { thumbnail }),
    ...(alt !== undefined && { alt }),
    ...(aspectRatio && { aspectRatio }),
    ...(presentation !== undefined && { presentation }),
  }
}

function externalView(
  { external: { uri, title, description, thumb } }: AppBskyEmbed.ExternalLex,
  did: Did,
  urls: MediaUrls,
): AppBskyEmbed.ExternalView {
  const picture = thumb && urls.picture('feed_thumbnail', did, thumb.ref.toString())
  return { external: { uri, title, description, ...(picture !== undefined && { thumb: picture }) } }
}

function recordView(
  { record: { uri } }: AppBskyEmbed.RecordLex,
  { quoted }: EmbedContext,
): AppBskyEmbed.RecordView {
  return { record: quoted.get(uri) ?? { $type: names.QUOTED_NOT_FOUND, uri, notFound: true } }
}
