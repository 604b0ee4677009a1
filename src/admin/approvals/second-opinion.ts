import { Injectable } from '@nestjs/common'
import type { Administrator } from '../access/administrator.js'
import { ApprovalSearch } from './approval-search.js'
import type { ApprovalDto } from './approvals.dto.js'
import { Approvals, type WantedApproval } from './approvals.js'
import { FourEyes } from './four-eyes.js'

/** Asks for a second person where one is needed. */
@Injectable()
export class SecondOpinion {
  constructor(
    private readonly fourEyes: FourEyes,
    private readonly approvals: Approvals,
    private readonly search: ApprovalSearch,
  ) {}

  isNeeded(): Promise<boolean> {
    return this.fourEyes.isInForce()
  }

  /** Keeps what somebody wants until another person decides; gives what is told of it. */
  async ask(wanted: WantedApproval, by: Administrator): Promise<ApprovalDto> {
    return this.search.view(await this.approvals.ask(wanted, by))
  }
}
