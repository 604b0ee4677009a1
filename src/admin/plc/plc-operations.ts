import { Injectable } from '@nestjs/common'
import { Audit } from '../../audit/index.js'
import {
  type KeptPlcOperation,
  PLC_OPERATION_STATES,
  PlcOperationListStore,
  PlcOperationRetry,
  type PlcOperationState,
} from '../../lifecycle/index.js'
import { Clock } from '../../telemetry/index.js'
import type { Administrator } from '../access/administrator.js'
import { InvalidCursor } from '../admin.errors.js'
import type { ListDto } from '../api/api.dto.js'
import { listAndCount, pageOf, sliceOf } from '../api/list-page.js'
import type { ListOptions, ListQuery } from '../api/list-query.js'
import { isTimePlace } from '../api/time-text.js'
import type { PlcOperationDto } from './plc.dto.js'

/** What may be asked of the list of operations. */
export const PLC_OPERATION_LIST: ListOptions = {
  sorts: ['-at'],
  filters: { state: PLC_OPERATION_STATES, did: 'text' },
}

/** No request takes longer: what was begun before that was not taken, or it is not known whether it was. */
export const PLC_UNDER_WAY_MS = 60_000

/** Operations on identities, as operators look through them. */
@Injectable()
export class PlcOperations {
  constructor(
    private readonly store: PlcOperationListStore,
    private readonly retries: PlcOperationRetry,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** The page that is asked for. @throws {InvalidCursor} */
  async list(query: ListQuery): Promise<ListDto<PlcOperationDto>> {
    const { state, did } = query.filters
    if (query.cursor && !isTimePlace(query.cursor.value)) throw new InvalidCursor()
    const failedBefore = new Date(this.clock.nowMs() - PLC_UNDER_WAY_MS)
    const filter = { state: state as PlcOperationState | undefined, did, failedBefore }
    const { found, count } = await listAndCount(
      query,
      () => this.store.list(filter, sliceOf(query)),
      () => this.store.count(filter),
    )
    const placeOf = ({ place: value, id }: KeptPlcOperation) => ({ value, id })
    return pageOf(query, { found, count, placeOf, show: operationView })
  }

  /** Takes up all at once that has failed so far. */
  async retry({ agent }: Administrator): Promise<void> {
    await this.audit.note(agent, { action: 'plc.retry' })
    await this.retries.run()
  }
}

function operationView({
  place: _place,
  at,
  handle,
  refusal,
  ...operation
}: KeptPlcOperation): PlcOperationDto {
  const { status, message } = refusal ?? {}
  return {
    ...operation,
    ...(handle !== undefined && { handle }),
    ...(refusal && { refusal: { ...(status && { status }), ...(message && { message }) } }),
    at: at.toISOString(),
  }
}
