import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Secrets } from '../../config/index.js'
import { Clock } from '../../telemetry/index.js'
import { TicketSeal } from './ticket-seal.js'

/** What somebody may set out for who has a ticket. */
export type StartTicket = (
  | { readonly purpose: 'test' }
  | {
      readonly purpose: 'link' | 'move'
      readonly did: Did
      /** hexadecimal id of the only browser that may use it: nobody links their person to the account of another */
      readonly device: string
    }
) & { readonly connectionId: string }

/** Allows to set out to a provider for more than signing in. */
@Injectable()
export class StartTickets extends TicketSeal<StartTicket> {
  constructor(secrets: Secrets, clock: Clock) {
    super(secrets.derived('tickets to identity providers'), clock)
  }
}
