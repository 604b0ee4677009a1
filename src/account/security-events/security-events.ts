import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'
import { AccountData } from '../account-data.js'
import type { NewSecurityEvent, SecurityEventPage } from './security-event.js'

/** What has happened to the security of accounts, for their owners to see. It goes with its account, or with time. */
export abstract class SecurityEvents extends AccountData {
  /** Notes an event, in the transaction that makes it happen if there is one. */
  abstract note(on: Queryable, event: NewSecurityEvent): Promise<void>

  /**
   * The events of an account, the latest first.
   * @param cursor of the page before; what is none of ours begins at the start
   */
  abstract list(did: Did, cursor?: string, limit?: number): Promise<SecurityEventPage>
}
