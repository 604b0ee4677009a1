import { Injectable } from '@nestjs/common'
import { LeaverBreaker } from '../../../scim/index.js'
import type { AttentionDto } from '../overview.dto.js'
import { Concern } from './concern.js'

/** Directories from which too many people left at once. */
@Injectable()
export class LeaverConcern extends Concern {
  constructor(private readonly breaker: LeaverBreaker) {
    super()
  }

  override async attention(): Promise<AttentionDto[]> {
    const count = await this.breaker.countStopped()
    if (count === 0) return []
    const message =
      'Too many people of a directory were to leave at once: nobody leaves until somebody says so.'
    return [{ code: 'leavers_stopped', severity: 'error', message, count }]
  }
}
