import { Refusal } from '../refusal.js'

/** Input that this server does not take. */
export class UnsupportedInput extends Refusal {
  constructor(field: string) {
    super('InvalidRequest', 'invalid', `Unsupported input: "${field}"`)
  }
}

/** The recovery key is not a public key that the PLC directory would take. */
export class InvalidRecoveryKey extends Refusal {
  constructor() {
    super('InvalidRequest', 'invalid', 'recoveryKey must be a did:key of a K-256 or P-256 public key')
  }
}

/** An account for an existing DID was asked for by somebody who did not prove to be that DID. */
export class MissingDidAuth extends Refusal {
  constructor(did: string) {
    super('AuthenticationRequired', 'unauthenticated', `Missing auth to create account with did: ${did}`)
  }
}

/** A sign-up took so long that it was undone meanwhile. */
export class SignUpAborted extends Refusal {
  constructor() {
    super('NotEnoughResources', 'unavailable', 'The sign-up took too long and was undone, please try again')
  }
}

/** No account of this DID is hosted here, so that nothing can become of it. */
export class HostedAccountNotFound extends Refusal {
  constructor() {
    super('AccountNotFound', 'notFound', 'Account not found')
  }
}

/** The operator took the account out of service; only a restoration brings it back. */
export class AccountUnderSanction extends Refusal {
  constructor() {
    super('AccountTakedown', 'conflict', 'Account has been taken down')
  }
}

/** The organization keeps the owner out. */
export class LockedOut extends Refusal {
  constructor() {
    super('AuthenticationRequired', 'unauthenticated', 'Account is locked, please ask your administrator')
  }
}

/** The owner of a deactivated account changed their mind before it was deleted. */
export class DeletionNotDue extends Refusal {
  constructor() {
    super('InvalidRequest', 'conflict', 'The account is not to be deleted now')
  }
}

/** A suspension was changed or lifted before its end came. */
export class SuspensionNotOver extends Refusal {
  constructor() {
    super('InvalidRequest', 'conflict', 'The suspension does not end now')
  }
}

/** The identity does not point here, or not with the key of the account. */
export class DidNotReady extends Refusal {
  constructor(message: string) {
    super('InvalidRequest', 'invalid', message)
  }
}

/** The account is on its way to another handle. */
export class HandleChangeUnderWay extends Refusal {
  constructor() {
    super(
      'InvalidRequest',
      'conflict',
      'Another change of the handle is under way, please try again in a few minutes',
    )
  }
}

/** The document of a did:web, which only its owner can change, has another handle. */
export class HandleNotInDocument extends Refusal {
  constructor() {
    super('InvalidRequest', 'invalid', 'DID is not properly configured for handle')
  }
}

/** What an administrator asks about is not here. */
export class SubjectNotFound extends Refusal {
  constructor() {
    super('NotFound', 'notFound', 'Subject not found')
  }
}

/** An administrator's order about an account, record or blob contradicts itself or names none. */
export class InvalidSubject extends Refusal {
  constructor(message: string) {
    super('InvalidRequest', 'invalid', message)
  }
}

/** The account cannot be deleted with this password. */
export class WrongPassword extends Refusal {
  constructor() {
    super('AuthenticationRequired', 'unauthenticated', 'Invalid did or password')
  }
}

/** An operation would leave the account without its identity, or is none. */
export class UnfitOperation extends Refusal {
  constructor(message: string) {
    super('InvalidRequest', 'invalid', message)
  }
}

/** Only identities in the PLC directory are changed by operations. */
export class NotAPlcIdentity extends Refusal {
  constructor() {
    super('InvalidRequest', 'invalid', 'The account has no did:plc')
  }
}

/** The owner has to show a code from a mail. */
export class SigningCodeRequired extends Refusal {
  constructor() {
    super('InvalidRequest', 'invalid', 'email confirmation token required to sign PLC operations')
  }
}

/** Nobody who answers for the service could sign in any more. */
export class NobodyLeft extends Refusal {
  constructor() {
    super(
      'InvalidRequest',
      'conflict',
      'The account is that of the last Owner who can sign in; make somebody else an Owner first',
    )
  }
}

/** What is here of the account has to stay. The owner need not know why. */
export class AccountOnHold extends Refusal {
  constructor() {
    super('InvalidRequest', 'conflict', 'The account cannot be deleted at the moment')
  }
}

/** As many have signed up today as may. */
export class SignUpLimitReached extends Refusal {
  constructor() {
    super(
      'SignUpLimitReached',
      'tooMany',
      'As many accounts were made here today as may be. Try again tomorrow, or with an invite code.',
    )
  }
}

/** A suspension cannot end before it begins. */
export class SuspensionOver extends Refusal {
  constructor() {
    super('InvalidRequest', 'invalid', 'The end of a suspension must be in the future')
  }
}

/** A hold is not there, or was released before. */
export class HoldEnded extends Refusal {
  constructor() {
    super('InvalidRequest', 'conflict', 'The hold was released before')
  }
}

/** What cannot be undone takes a second person, and this way there is none. */
export class SecondPersonNeeded extends Refusal {
  constructor() {
    super(
      'InvalidRequest',
      'forbidden',
      'This takes the approval of a second person; ask for it in the administration',
    )
  }
}
