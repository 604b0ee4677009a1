import { Injectable } from '@nestjs/common'
import { Secrets } from '../../config/index.js'
import { Clock } from '../../telemetry/index.js'
import { TicketSeal } from './ticket-seal.js'

/** That somebody who has signed out here may sign out at their provider. */
export interface SignOutTicket {
  readonly connectionId: string
  readonly subject: string
  /** session at the provider, where it has said one */
  readonly sid: string | undefined
  /** that was ended here */
  readonly sessionId: string
  /** where the browser comes back to: a path on this server */
  readonly back: string
}

/** Lets browsers sign out at providers that have signed out here. */
@Injectable()
export class SignOutTickets extends TicketSeal<SignOutTicket> {
  constructor(secrets: Secrets, clock: Clock) {
    super(secrets.derived('sign-outs at identity providers'), clock)
  }
}
