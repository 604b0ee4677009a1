import * as names from './definitions.js'
import type { LocalPost } from './local-records.js'

/** Whether a post of an account belongs to the feed of its posts that is asked for. */
export function passesFilter(filter: string, { uri, record }: LocalPost): boolean {
  const { reply, embed } = record
  switch (filter) {
    case names.NO_REPLIES:
      return reply === undefined
    case names.AUTHOR_THREADS:
      return (
        reply === undefined || [reply.root.uri, reply.parent.uri].every((other) => sameAuthor(other, uri))
      )
    case names.WITH_MEDIA:
      return kindsOf(embed).some((kind) => kind === names.IMAGES || kind === names.VIDEO)
    case names.WITH_VIDEO:
      return kindsOf(embed).includes(names.VIDEO)
    default:
      return true
  }
}

function kindsOf(embed: LocalPost['record']['embed']): string[] {
  if (!embed) return []
  return names.isA(embed, names.RECORD_WITH_MEDIA) ? [embed.$type, embed.media.$type] : [embed.$type]
}

function sameAuthor(a: string, b: string): boolean {
  const authority = (uri: string): string | undefined => uri.split('/')[2]
  return authority(a) === authority(b)
}
