import { Refusal } from '../refusal.js'

/** No credential was presented where one is needed. */
export class AuthMissing extends Refusal {
  constructor() {
    super('AuthMissing', 'unauthenticated', 'Authentication Required')
  }
}

/** A credential was presented that is no good. */
export class AuthenticationRequired extends Refusal {
  constructor(message = 'Authentication Required') {
    super('AuthenticationRequired', 'unauthenticated', message)
  }
}

/** A token is malformed, altered, of the wrong kind or of too little power. Clients expect status 400. */
export class InvalidToken extends Refusal {
  constructor(message: string) {
    super('InvalidToken', 'invalid', message)
  }
}

/** A token was good once. Clients expect status 400 and refresh when they see this code. */
export class ExpiredToken extends Refusal {
  constructor(message = 'Token has expired') {
    super('ExpiredToken', 'invalid', message)
  }
}

/** The operator took the account out of service. */
export class AccountTakedown extends Refusal {
  constructor() {
    super('AccountTakedown', 'unauthenticated', 'Account has been taken down')
  }
}

/** The organization keeps the owner out, though the account stays public. */
export class AccountLocked extends Refusal {
  constructor() {
    super('AuthenticationRequired', 'unauthenticated', 'Account is locked, please ask your administrator')
  }
}

/** The owner switched the account off. */
export class AccountDeactivated extends Refusal {
  constructor() {
    super('AccountDeactivated', 'unauthenticated', 'Account is deactivated')
  }
}

/** A token between services is no good; the code says why. */
export class ServiceTokenRefused extends Refusal {
  constructor(code: string, message: string) {
    super(code, 'unauthenticated', message)
  }
}

/** The password was right; a code, by default one that was sent just now, is needed as well. */
export class AuthFactorTokenRequired extends Refusal {
  constructor(message = 'A sign in code has been sent to your email address') {
    super('AuthFactorTokenRequired', 'unauthenticated', message)
  }
}

/** A token between services was asked for that would live too long, or not at all. */
export class BadExpiration extends Refusal {
  constructor(message: string) {
    super('BadExpiration', 'invalid', message)
  }
}

/** A token was asked for something that is no service of atproto. */
export class InvalidAudience extends Refusal {
  constructor() {
    super('InvalidRequest', 'invalid', 'aud must be a valid atproto DID or did#serviceId reference')
  }
}

/** A token was asked for a method that nobody, or not with this credential, may call at other services. */
export class MethodNotGranted extends Refusal {
  constructor(message: string) {
    super('InvalidRequest', 'invalid', message)
  }
}

/** An access token of OAuth, or the proof that comes with it, is no good; the code is that of OAuth. */
export class OauthTokenRefused extends Refusal {
  constructor(code: string, message: string) {
    super(code, 'unauthenticated', message)
  }
}

/** The password of the administrator stands for a role that does not allow this. */
export class PasswordNotEnough extends Refusal {
  constructor(permission: string) {
    super('Forbidden', 'forbidden', `The admin password is good for less: this takes ${permission}`)
  }
}

/** The account belongs to an administrator who ranks as high as whoever calls. */
export class AboveTheCaller extends Refusal {
  constructor() {
    super(
      'Forbidden',
      'forbidden',
      'The account is that of an administrator who ranks as high as this credential',
    )
  }
}

/** The token of the administration does not allow what is asked for. */
export class TokenNotEnough extends Refusal {
  constructor(permission: string | undefined) {
    super(
      'Forbidden',
      'forbidden',
      `The token is good for less: this takes ${permission ?? 'the admin password'}`,
    )
  }
}
