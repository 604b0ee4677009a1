import { Get } from '@nestjs/common'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { HousekeepingDto } from './housekeeping.dto.js'
import { HousekeepingList } from './housekeeping-list.js'

/** Upkeep of the server. */
@AdminController('housekeeping', 'Jobs')
export class HousekeepingController {
  constructor(private readonly list: HousekeepingList) {}

  @Get()
  @AdminRoute('jobs.view', {
    summary: 'Lists what the server does by itself every so often, and how it went',
    answers: HousekeepingDto,
  })
  listHousekeeping(): Promise<HousekeepingDto> {
    return this.list.show()
  }
}
