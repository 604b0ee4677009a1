import { Refusal } from '../refusal.js'

/** A link is none, or good for nothing any more, or good in another browser: strangers are not told which. */
export class MoveLinkOver extends Refusal {
  constructor() {
    super('move_link_over', 'notFound', 'The link is not good, or not any more, or not in this browser')
  }
}

/** Nothing can be done with the move as it is now. */
export class MoveNotReady extends Refusal {
  constructor(message: string) {
    super('migration_not_ready', 'conflict', message)
  }
}

/** The identity points here already, so that the move is not taken back by deleting the account. */
export class MovePastReturn extends Refusal {
  constructor() {
    super(
      'migration_past_return',
      'conflict',
      'The identity points here already, or a change of it is signed: the account is at home here now. Its owner can move it back',
    )
  }
}

/** Why the old server did not let somebody in. */
export type OldSignInProblem =
  | 'wrong-credentials'
  | 'wrong-account'
  | 'app-password'
  | 'code-sent'
  | 'unavailable'

/** The old server does not let somebody in, or it is somebody else. */
export class OldSignInFailed extends Refusal {
  constructor(
    readonly problem: OldSignInProblem,
    options?: ErrorOptions,
  ) {
    super('old_sign_in_failed', 'invalid', `Signing in at the old server did not work: ${problem}`, options)
  }
}

/** A move has come to a halt; it says itself why. */
export class MoveHalted extends Refusal {
  constructor() {
    super('migration_failed', 'upstream', 'The move did not come to its end; it says itself why')
  }
}
