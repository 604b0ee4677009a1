import { com } from '@guildhall/lexicon'
import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { ServiceConfig } from '../../config/index.js'
import { ProxyConfig } from '../proxy.config.js'
import { ReadAfterWriteConfig } from './read-after-write.config.js'

/** The sizes in which an AppView has pictures. */
export type PictureSize = 'avatar' | 'banner' | 'feed_thumbnail' | 'feed_fullsize'

/** Where pictures and videos of posts and profiles are found: at the AppView, or else at this server. */
@Injectable()
export class MediaUrls {
  constructor(
    private readonly service: ServiceConfig,
    private readonly proxy: ProxyConfig,
    private readonly config: ReadAfterWriteConfig,
  ) {}

  picture(size: PictureSize, did: Did, cid: string): string {
    const { cdnUrlPattern: pattern } = this.proxy
    return pattern === undefined ? this.#blob(did, cid) : filled(pattern, size, did, cid)
  }

  playlist(did: Did, cid: string): string {
    const { videoPlaylistUrlPattern: pattern } = this.config
    return pattern === undefined ? this.#blob(did, cid) : filled(pattern, encodeURIComponent(did), cid)
  }

  videoThumbnail(did: Did, cid: string): string | undefined {
    const { videoThumbnailUrlPattern: pattern } = this.config
    return pattern === undefined ? undefined : filled(pattern, encodeURIComponent(did), cid)
  }

  #blob(did: Did, cid: string): string {
    return `${this.service.publicUrl}/xrpc/${com.atproto.sync.getBlob.nsid}?did=${did}&cid=${cid}`
  }
}

function filled(pattern: string, ...parts: string[]): string {
  let next = 0
  return pattern.replaceAll('%s', () => parts[next++] ?? '')
}
