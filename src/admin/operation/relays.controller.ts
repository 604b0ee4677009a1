import { Get, Param, Post } from '@nestjs/common'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { CrawlersDto, FirehoseDto, HostStatusDto, WithheldAccountsDto } from './operation.dto.js'
import { RelayWatch } from './relay-watch.js'

/** The event stream and those who follow it. */
@AdminController('', 'Operation')
export class RelaysController {
  constructor(private readonly relays: RelayWatch) {}

  @Get('firehose')
  @AdminRoute('crawlers.view', { summary: 'Shows the event stream and who reads it', answers: FirehoseDto })
  getFirehose(): Promise<FirehoseDto> {
    return this.relays.firehose()
  }

  @Get('crawlers')
  @AdminRoute('crawlers.view', { summary: 'Lists relays, and how asking them went', answers: CrawlersDto })
  listCrawlers(): Promise<CrawlersDto> {
    return this.relays.crawlers()
  }

  @Get('crawlers/withheld-accounts')
  @AdminRoute('crawlers.view', {
    summary: 'Lists accounts that relays do not pass on',
    answers: WithheldAccountsDto,
  })
  listWithheldAccounts(): Promise<WithheldAccountsDto> {
    return this.relays.withheld()
  }

  @Post('crawlers/request-crawl')
  @AdminRoute('crawlers.request', {
    summary: 'Asks all relays to come, as soon as they may be asked',
    problems: ['MethodNotImplemented'],
  })
  requestCrawl(@By() by: Administrator): Promise<void> {
    return this.relays.request(by)
  }

  @Post('crawlers/:host/request-crawl')
  @AdminRoute('crawlers.request', {
    summary: 'Asks one relay to come, as soon as it may be asked',
    problems: ['not_found'],
  })
  requestCrawlOf(@Param('host') host: string, @By() by: Administrator): Promise<void> {
    return this.relays.requestOf(host, by)
  }

  @Get('crawlers/:host/status')
  @AdminRoute('crawlers.view', {
    summary: 'Asks a relay what it knows of this server',
    answers: HostStatusDto,
    problems: ['not_found', 'relay_unavailable'],
  })
  getCrawlerStatus(@Param('host') host: string): Promise<HostStatusDto> {
    return this.relays.hostStatus(host)
  }
}
