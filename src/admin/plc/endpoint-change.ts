import { Injectable } from '@nestjs/common'
import { PlcRepairs } from '../../identity/index.js'
import { OrderedRepair } from '../../lifecycle/index.js'
import { AccountAccess } from '../accounts/account-access.js'
import { SecondOpinion } from '../approvals/second-opinion.js'
import { IdentityRepairOrder } from './identity-repair-order.js'

/** Lets identities name this server by its present address. */
@Injectable()
export class EndpointChange extends IdentityRepairOrder {
  override readonly action = 'plc.changeEndpoint'

  constructor(access: AccountAccess, repairs: PlcRepairs, ordered: OrderedRepair, second: SecondOpinion) {
    super(access, repairs, ordered, second)
  }
}
