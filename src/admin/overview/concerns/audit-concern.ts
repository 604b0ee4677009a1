import { Injectable } from '@nestjs/common'
import { SinkStates } from '../../../audit/index.js'
import type { AttentionDto } from '../overview.dto.js'
import { Concern } from './concern.js'

/** Sinks are a few entries behind all the time. */
const BEHIND_MAX = 1_000

/** Places that the audit is sent to and that do not take it. */
@Injectable()
export class AuditConcern extends Concern {
  constructor(private readonly sinks: SinkStates) {
    super()
  }

  override async attention(): Promise<AttentionDto[]> {
    const states = await this.sinks.list()
    return states
      .filter(({ behind, problem }) => behind > BEHIND_MAX || (behind > 0 && problem !== undefined))
      .map(({ name, behind }) => ({
        code: 'audit_sink_behind',
        severity: 'error',
        message: `The audit does not reach ${name}.`,
        count: behind,
        params: { sink: name },
      }))
  }
}
