import { Injectable } from '@nestjs/common'
import { IdentityRepairOrder } from './identity-repair-order.js'

/** Overrules operations that somebody else has signed. */
@Injectable()
export class IdentityRecovery extends IdentityRepairOrder {
  override readonly action = 'plc.recover'
}
