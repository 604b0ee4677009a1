import { com } from '@guildhall/lexicon'
import type { Did } from '@guildhall/syntax'

/** The sizes in which an AppView has pictures. */
export type PictureSize = 'avatar' | 'banner' | 'feed_thumbnail' | 'feed_fullsize'

/** Where an AppView has what it made of blobs: URLs with `%s` for their parts. */
export interface MediaPatterns {
  /** of size, DID and CID */
  readonly picture: string | undefined
  /** of DID and CID */
  readonly playlist: string | undefined
  /** of DID and CID */
  readonly videoThumbnail: string | undefined
}

/** Where pictures and videos of posts and profiles are found: at the AppView, or else at this server. */
export class MediaUrls {
  /** @param publicUrl of this server */
  constructor(
    private readonly publicUrl: string,
    private readonly patterns: MediaPatterns,
  ) {}

  picture(size: PictureSize, did: Did, cid: string): string {
    const { picture } = this.patterns
    return picture === undefined ? this.#blob(did, cid) : filled(picture, size, did, cid)
  }

  playlist(did: Did, cid: string): string {
    const { playlist } = this.patterns
    return playlist === undefined ? this.#blob(did, cid) : filled(playlist, encodeURIComponent(did), cid)
  }

  videoThumbnail(did: Did, cid: string): string | undefined {
    const { videoThumbnail } = this.patterns
    return videoThumbnail === undefined ? undefined : filled(videoThumbnail, encodeURIComponent(did), cid)
  }

  #blob(did: Did, cid: string): string {
    return `${this.publicUrl}/xrpc/${com.atproto.sync.getBlob.nsid}?did=${did}&cid=${cid}`
  }
}

function filled(pattern: string, ...parts: string[]): string {
  let next = 0
  return pattern.replaceAll('%s', () => parts[next++] ?? '')
}
