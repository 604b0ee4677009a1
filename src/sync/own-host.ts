import { Injectable } from '@nestjs/common'
import { ServiceConfig } from '../config/index.js'
import { EventFeed } from '../sequencer/index.js'
import { CrawlConfig } from './crawl.config.js'

/** This server, as relays speak of hosts. */
@Injectable()
export class OwnHost {
  constructor(
    private readonly service: ServiceConfig,
    private readonly config: CrawlConfig,
    private readonly feed: EventFeed,
  ) {}

  /** Whether this server has that name. */
  isNamed(hostname: string): boolean {
    const name = hostname.toLowerCase()
    return name === this.service.hostname.toLowerCase() || name === this.config.host
  }

  /** The newest number of its stream, as far as this node knows. */
  get seq(): number {
    return this.feed.lastSeq
  }
}
