import { Injectable } from '@nestjs/common'
import { PlcRepairs } from '../../identity/index.js'
import { OrderedRepair } from '../../lifecycle/index.js'
import { AccountAccess } from '../accounts/account-access.js'
import { SecondOpinion } from '../approvals/second-opinion.js'
import { IdentityRepairOrder } from './identity-repair-order.js'

/** Overrules operations that somebody else has signed. */
@Injectable()
export class IdentityRecovery extends IdentityRepairOrder {
  override readonly action = 'plc.recover'

  constructor(access: AccountAccess, repairs: PlcRepairs, ordered: OrderedRepair, second: SecondOpinion) {
    super(access, repairs, ordered, second)
  }
}
