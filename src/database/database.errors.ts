import { Refusal } from '../refusal.js'

/**
 * The database cannot be reached, or has no connection to spare. Whether a write that was under way took effect is
 * not known.
 */
export class DatabaseUnavailable extends Refusal {
  /** @param cause what the driver said; for the log, never for the caller */
  constructor(cause: unknown) {
    super(
      'NotEnoughResources',
      'unavailable',
      'The database is not available at the moment, please try again',
      {
        cause,
      },
    )
  }
}

/** Text with a character that PostgreSQL cannot hold (U+0000), which only comes from outside. */
export class UnstorableText extends Refusal {
  /** @param cause what the driver said; for the log, never for the caller */
  constructor(cause: unknown) {
    super('InvalidRequest', 'invalid', 'Some text has characters that cannot be stored', { cause })
  }
}

/**
 * A restore is under way, or was interrupted. What is there is an empty database, whose events would be numbered from the
 * beginning.
 */
export class RestoreUnfinished extends Refusal {
  constructor() {
    super(
      'RestoreUnfinished',
      'unavailable',
      'A restore is under way, or was interrupted: what was there before lies aside. pds restore begins anew, pds restore --undo puts back what was there',
    )
  }
}
