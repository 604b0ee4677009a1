import { Injectable } from '@nestjs/common'
import type { Queryable } from '../../database/index.js'
import type { NewSecurityEvent } from './security-event.js'
import { SecurityEvents } from './security-events.js'
import { type LetterOwner, type SecurityLetter, SecurityLetters } from './security-letters.js'

/** Where features tell what happens to the security of accounts: for their owners to look up, and to read at once. */
@Injectable()
export class SecurityNotices {
  constructor(
    private readonly events: SecurityEvents,
    private readonly letters: SecurityLetters,
  ) {}

  /** Notes an event of the request being served, in the transaction that makes it happen if there is one. */
  note(on: Queryable, event: NewSecurityEvent): Promise<void> {
    return this.events.note(on, event)
  }

  /** Sends a letter to the owner, with the transaction that makes happen what it tells. */
  tell(tx: Queryable, account: LetterOwner, letter: SecurityLetter): Promise<void> {
    return this.letters.send(account, letter, tx)
  }
}
