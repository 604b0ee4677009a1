import { Injectable } from '@nestjs/common'
import { type FailingIdentities, IdentityWatch, PlcOperationListStore } from '../../../lifecycle/index.js'
import { Clock } from '../../../telemetry/index.js'
import { PLC_UNDER_WAY_MS } from '../../plc/plc-operations.js'
import type { AttentionDto } from '../overview.dto.js'
import { Concern } from './concern.js'

/** Accounts that are named of those that something is wrong with. */
const NAMED_MAX = 5

/** Identities that are not as they should be in the world. */
@Injectable()
export class IdentityConcern extends Concern {
  constructor(
    private readonly operations: PlcOperationListStore,
    private readonly watch: IdentityWatch,
    private readonly clock: Clock,
  ) {
    super()
  }

  override async attention(): Promise<AttentionDto[]> {
    const failedBefore = new Date(this.clock.nowMs() - PLC_UNDER_WAY_MS)
    const [failed, unresolvable] = await Promise.all([
      this.operations.count({ state: 'failed', failedBefore }),
      this.watch.unresolvable(NAMED_MAX),
    ])
    return [
      ...(failed > 0 ? [plcFailed(failed)] : []),
      ...(unresolvable.count > 0 ? [handlesUnresolvable(unresolvable)] : []),
    ]
  }
}

function plcFailed(count: number): AttentionDto {
  const message = 'The PLC directory has not taken operations.'
  return { code: 'plc_failed', severity: 'warning', message, count }
}

function handlesUnresolvable({ count, some }: FailingIdentities): AttentionDto {
  const message = 'Handles do not lead to their accounts any more.'
  return {
    code: 'handles_unresolvable',
    severity: 'warning',
    message,
    count,
    params: { dids: some.join(',') },
  }
}
