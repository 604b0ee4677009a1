import { Injectable } from '@nestjs/common'
import { AccountCensus } from '../../account/index.js'
import { ServiceConfig } from '../../config/index.js'
import { Reports } from '../../moderation/index.js'
import { EventStore } from '../../sequencer/index.js'
import { AttentionList } from './attention-list.js'
import type { OverviewDto } from './overview.dto.js'

/** The service at a glance. */
@Injectable()
export class Overview {
  constructor(
    private readonly census: AccountCensus,
    private readonly reports: Reports,
    private readonly events: EventStore,
    private readonly attention: AttentionList,
    private readonly config: ServiceConfig,
  ) {}

  /** What the first page of a dashboard says. */
  async look(): Promise<OverviewDto> {
    const [accounts, head, { open }] = await Promise.all([
      this.census.take(),
      this.events.lastSeq(),
      this.reports.count(),
    ])
    const { serviceName, hostname, version } = this.config
    return {
      ...{ serviceName, hostname, version },
      accounts,
      firehose: { head },
      openReports: open,
      attention: await this.attention.take(open),
    }
  }
}
