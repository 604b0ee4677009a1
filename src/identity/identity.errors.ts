import { Refusal } from '../refusal.js'

/** The handle breaks the rules of syntax, length, top-level domain or decency. */
export class InvalidHandle extends Refusal {
  constructor(message: string) {
    super('InvalidHandle', 'invalid', message)
  }
}

/** The handle is well formed but is kept back. */
export class HandleNotAvailable extends Refusal {
  constructor(message: string) {
    super('HandleNotAvailable', 'invalid', message)
  }
}

/** The handle lies under none of the domains on which this service gives out handles. */
export class UnsupportedDomain extends Refusal {
  constructor() {
    super('UnsupportedDomain', 'invalid', 'Not a supported handle domain')
  }
}

/** A handle of another domain does not point to the DID that claims it. */
export class HandleNotResolving extends Refusal {
  constructor() {
    super('InvalidRequest', 'invalid', 'External handle did not resolve to DID')
  }
}

/** No DID could be found for a handle. */
export class HandleNotFound extends Refusal {
  constructor() {
    super('HandleNotFound', 'notFound', 'Unable to resolve handle')
  }
}

/** The PLC directory refused an operation. */
export class PlcRefused extends Refusal {
  /** @param status of the directory's answer; undefined where it was not asked */
  constructor(
    message: string | undefined,
    readonly status?: number,
  ) {
    super('InvalidRequest', 'invalid', message ?? 'Unable to perform PLC operation')
  }
}

/** The PLC directory could not be reached or failed; whether it accepted an operation is not known. */
export class PlcUnavailable extends Refusal {
  constructor(cause: unknown) {
    super('UpstreamFailure', 'upstream', 'Unable to perform PLC operation', { cause })
  }
}

/** What is wanted can be done to identities in the PLC directory only. */
export class NotInPlcDirectory extends Refusal {
  constructor() {
    super('not_a_plc_identity', 'invalid', 'The account has no did:plc: its owner changes its document')
  }
}

/** None of the keys that this server has may change the identity. */
export class NoRotationKey extends Refusal {
  constructor() {
    super(
      'no_rotation_key',
      'conflict',
      'None of the rotation keys of the identity is in the hands of this server',
    )
  }
}

/** An operation is not, or no longer, among those of the identity that count, or there is none before it. */
export class NoSuchPlcOperation extends Refusal {
  constructor() {
    super('no_such_operation', 'notFound', 'No operation of this CID counts that follows another one')
  }
}

/** An operation can only be overruled by a key that ranks above the one that signed it. */
export class NoHigherRotationKey extends Refusal {
  constructor() {
    super('no_higher_key', 'conflict', 'No key of this server ranks above the one that signed the operation')
  }
}

/** Operations can be overruled for 72 hours. */
export class RecoveryWindowPassed extends Refusal {
  constructor() {
    super('recovery_window_passed', 'conflict', 'More than 72 hours have passed since the operation')
  }
}

/** The identity was ended; nothing can be changed about it. */
export class DidTombstoned extends Refusal {
  constructor() {
    super('InvalidRequest', 'invalid', 'Did is tombstoned')
  }
}

/** A DID document could not be fetched this time. */
export class DidUnresolvable extends Refusal {
  constructor(did: string, cause: unknown) {
    super('UpstreamFailure', 'upstream', `Unable to resolve DID: ${did}`, { cause })
  }
}

/** Too many wait for accounts that never came. */
export class TooManyReservedKeys extends Refusal {
  constructor() {
    super('NotEnoughResources', 'unavailable', 'Too many signing keys are reserved, please try again later')
  }
}

/** A key is wanted whose private half is not here, or not for this account. */
export class UnknownReservedKey extends Refusal {
  constructor() {
    super(
      'InvalidRequest',
      'invalid',
      'signingKey must be a key that was reserved here with reserveSigningKey',
    )
  }
}

/** Another key is on its way to the account. */
export class KeyChangeUnderWay extends Refusal {
  constructor() {
    super('InvalidRequest', 'conflict', 'Another change of the signing key is under way')
  }
}

/** On this domain, members do not choose their handles themselves, or not any more. */
export class HandleNotYours extends Refusal {
  constructor() {
    super('HandleNotAvailable', 'invalid', 'On this domain, handles are given by administrators')
  }
}
