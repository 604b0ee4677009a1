import { Injectable } from '@nestjs/common'
import { PlcRepairs } from '../../identity/index.js'
import { OrderedRepair } from '../../lifecycle/index.js'
import { AccountAccess } from '../accounts/account-access.js'
import { SecondOpinion } from '../approvals/second-opinion.js'
import { IdentityRepairOrder } from './identity-repair-order.js'

/** Gives identities the present key of this server, and the recovery key of the organization. */
@Injectable()
export class KeyRotation extends IdentityRepairOrder {
  override readonly action = 'plc.rotateKeys'

  constructor(access: AccountAccess, repairs: PlcRepairs, ordered: OrderedRepair, second: SecondOpinion) {
    super(access, repairs, ordered, second)
  }
}
