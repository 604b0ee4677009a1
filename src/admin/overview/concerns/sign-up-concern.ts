import { Injectable } from '@nestjs/common'
import { SignUpLimit } from '../../../lifecycle/index.js'
import type { AttentionDto } from '../overview.dto.js'
import { Concern } from './concern.js'

/** Whether those whom nobody has invited are refused today, because as many have come as may. */
@Injectable()
export class SignUpConcern extends Concern {
  constructor(private readonly limit: SignUpLimit) {
    super()
  }

  override async attention(): Promise<AttentionDto[]> {
    const count = await this.limit.reached()
    if (count === undefined) return []
    const message = 'As many have signed up today as may: others are refused until tomorrow.'
    return [{ code: 'sign_ups_at_limit', severity: 'warning', message, count }]
  }
}
