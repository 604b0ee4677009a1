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
