import { Refusal } from '../../refusal.js'

/** There is such a factor already. */
export class FactorExists extends Refusal {
  constructor(message: string) {
    super('FactorExists', 'conflict', message)
  }
}

/** What is to be confirmed was not begun, or too long ago. */
export class FactorNotBegun extends Refusal {
  constructor() {
    super('FactorNotBegun', 'invalid', 'Adding the app was not begun, or too long ago: begin again')
  }
}

/** Recovery codes stand in for a second factor, of which there is none. */
export class NoFactor extends Refusal {
  constructor() {
    super('NoFactor', 'invalid', 'There is no second factor that recovery codes could stand in for')
  }
}

/** What a browser says of a passkey proves nothing. */
export class InvalidPasskey extends Refusal {
  constructor() {
    super('InvalidPasskey', 'invalid', 'The passkey could not be verified, or this took too long')
  }
}

/** A passkey cannot be called so. */
export class InvalidPasskeyName extends Refusal {
  constructor(lengthMax: number) {
    super('InvalidPasskeyName', 'invalid', `The name of a passkey has 1 to ${lengthMax} characters`)
  }
}

/** An account has as many passkeys as it may. */
export class TooManyPasskeys extends Refusal {
  constructor(countMax: number) {
    super('TooManyPasskeys', 'invalid', `An account has at most ${countMax} passkeys`)
  }
}

/** The password was right; where no passkey can be shown, it is not enough for this account. */
export class PasskeyWanted extends Refusal {
  constructor() {
    super(
      'AuthenticationRequired',
      'unauthenticated',
      'This account signs in with a passkey, which this app cannot ask for: use an app password here',
    )
  }
}
