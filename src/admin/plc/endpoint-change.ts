import { Injectable } from '@nestjs/common'
import { IdentityRepairOrder } from './identity-repair-order.js'

/** Lets identities name this server by its present address. */
@Injectable()
export class EndpointChange extends IdentityRepairOrder {
  override readonly action = 'plc.changeEndpoint'
}
