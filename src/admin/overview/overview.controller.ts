import { Get } from '@nestjs/common'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { HealthDto } from './health.dto.js'
import { HealthStrip } from './health-strip.js'
import { Overview } from './overview.js'
import { OverviewDto } from './overview.dto.js'

/** The service at a glance. */
@AdminController('overview', 'Operation')
export class OverviewController {
  constructor(
    private readonly overview: Overview,
    private readonly health: HealthStrip,
  ) {}

  @Get()
  @AdminRoute('measures.view', { summary: 'Shows the service at a glance', answers: OverviewDto })
  getOverview(): Promise<OverviewDto> {
    return this.overview.look()
  }

  @Get('health')
  @AdminRoute('measures.view', {
    summary: 'Shows whether that is there which the service depends on',
    answers: HealthDto,
  })
  getHealth(): Promise<HealthDto> {
    return this.health.look()
  }
}
