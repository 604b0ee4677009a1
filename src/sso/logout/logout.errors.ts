import { Refusal } from '../../refusal.js'

/** A logout token that is not believed; the answer is that of OpenID Connect Back-Channel Logout, section 2.8. */
export class InvalidLogoutToken extends Refusal {
  constructor(reason: string, options?: ErrorOptions) {
    super('invalid_request', 'invalid', `The logout token is not good: ${reason}`, options)
  }
}

/** There is no connection of that id that logs out like this. */
export class NoSuchLogout extends Refusal {
  constructor() {
    super('not_found', 'notFound', 'There is no such connection')
  }
}

/** The keys of the provider cannot be fetched. */
export class LogoutKeysUnavailable extends Refusal {
  constructor(options?: ErrorOptions) {
    super('temporarily_unavailable', 'unavailable', 'The keys of the provider are out of reach', options)
  }
}
