import { com } from '@guildhall/lexicon'
import { anyone, type Call, limitByIp, MINUTE_MS, Xrpc, XrpcController } from '../xrpc/index.js'
import { Announcements } from './announcements.js'
import { OwnHost } from './own-host.js'
import { HostNotFound, NotThisHost } from './sync.errors.js'

/** One is enough for all relays; they are not asked more often either. */
const CRAWL_REQUESTS_MAX = 30

/** Hosts, as far as a server knows any: itself. `com.atproto.sync`. */
@XrpcController()
export class HostsXrpc {
  constructor(
    private readonly own: OwnHost,
    private readonly announcements: Announcements,
  ) {}

  @Xrpc(com.atproto.sync.getHostStatus, anyone)
  getHostStatus({ params: { hostname } }: Call<typeof com.atproto.sync.getHostStatus>) {
    if (!this.own.isNamed(hostname)) throw new HostNotFound(hostname)
    return { hostname, seq: this.own.seq, status: 'active' as const }
  }

  /** The hosts that this server consumes: it is no relay. */
  @Xrpc(com.atproto.sync.listHosts, anyone)
  listHosts() {
    return { hosts: [] }
  }

  @Xrpc(com.atproto.sync.requestCrawl, anyone, { limit: limitByIp(CRAWL_REQUESTS_MAX, 5 * MINUTE_MS) })
  async requestCrawl({ input: { hostname } }: Call<typeof com.atproto.sync.requestCrawl>) {
    if (!this.own.isNamed(hostname)) throw new NotThisHost(hostname)
    await this.announcements.request()
  }
}
