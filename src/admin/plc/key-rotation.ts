import { Injectable } from '@nestjs/common'
import { IdentityRepairOrder } from './identity-repair-order.js'

/** Gives identities the present key of this server, and the recovery key of the organization. */
@Injectable()
export class KeyRotation extends IdentityRepairOrder {
  override readonly action = 'plc.rotateKeys'
}
