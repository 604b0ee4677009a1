import { Refusal } from '../refusal.js'

/** The request that a page was for is over, or belongs to another browser. */
export class InteractionLost extends Refusal {
  constructor() {
    super('session_not_found', 'invalid', 'This request is over, or was begun in another browser.')
  }
}

/** The password was right; what else is wanted has a page of its own. */
export class SecondFactorRequired extends Refusal {
  constructor() {
    super('second_factor_required', 'unauthenticated', 'A second factor is needed.')
  }
}

/** The password was proved too long ago to go on with the second factor. */
export class SignInExpired extends Refusal {
  constructor() {
    super('sign_in_expired', 'unauthenticated', 'This took too long; begin again with the password.')
  }
}

/** A form was not sent by the page that it belongs to. */
export class ForeignForm extends Refusal {
  constructor() {
    super('invalid_request', 'forbidden', 'The form does not come from a page of this server.')
  }
}

/** There is no picture of this application, or it cannot be had at the moment. */
export class LogoUnavailable extends Refusal {
  constructor() {
    super('NotFound', 'notFound', 'There is no such picture.')
  }
}
