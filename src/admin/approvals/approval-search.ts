import { Injectable } from '@nestjs/common'
import type { ListDto } from '../api/api.dto.js'
import { listAndCount, pageOf, sliceOf } from '../api/list-page.js'
import type { ListOptions, ListQuery } from '../api/list-query.js'
import { APPROVAL_STATES, type Approval, type ApprovalState, ApprovalStore } from './approval.store.js'
import { ApprovalTimes } from './approval-times.js'
import type { ApprovalDto } from './approvals.dto.js'

/** What may be asked of the list of approvals. */
export const APPROVAL_LIST: ListOptions = { sorts: ['-requestedAt'], filters: { state: APPROVAL_STATES } }

/** What waits for a second person, and what became of it. */
@Injectable()
export class ApprovalSearch {
  constructor(
    private readonly store: ApprovalStore,
    private readonly times: ApprovalTimes,
  ) {}

  /** The page that is asked for. */
  async list(query: ListQuery): Promise<ListDto<ApprovalDto>> {
    const state = query.filters.state as ApprovalState | undefined
    const now = this.times.now()
    const { found, count } = await listAndCount(
      query,
      () => this.store.list(state, now, sliceOf(query)),
      () => this.store.count(state, now),
    )
    const placeOf = ({ id }: Approval) => ({ value: '', id })
    return pageOf(query, { found, count, placeOf, show: (one) => approvalView(one, now) })
  }

  /** One as it is shown. */
  view(approval: Approval): ApprovalDto {
    return approvalView(approval, this.times.now())
  }
}

function approvalView(approval: Approval, now: Date): ApprovalDto {
  const { id, action, target, reason, requestedBy, requestedAt, expiresAt, decision } = approval
  const isExpired = approval.state === 'pending' && expiresAt <= now
  return {
    ...{ id, action, target: { ...target }, state: isExpired ? 'expired' : approval.state },
    ...(reason !== undefined && { reason }),
    requestedBy,
    requestedAt: requestedAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    ...(decision && { decidedBy: decision.by, decidedAt: decision.at.toISOString() }),
    ...(decision?.reason !== undefined && { decisionReason: decision.reason }),
  }
}
