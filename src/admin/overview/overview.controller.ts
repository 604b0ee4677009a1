import { Get } from '@nestjs/common'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { Overview } from './overview.js'
import { OverviewDto } from './overview.dto.js'

/** The service at a glance. */
@AdminController('overview', 'Operation')
export class OverviewController {
  constructor(private readonly overview: Overview) {}

  @Get()
  @AdminRoute('measures.view', { summary: 'Shows the service at a glance', answers: OverviewDto })
  getOverview(): Promise<OverviewDto> {
    return this.overview.look()
  }
}
