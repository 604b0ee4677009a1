import { Refusal } from '../refusal.js'

/** Another account has, or is about to get, this handle. */
export class HandleTaken extends Refusal {
  constructor(handle: string) {
    super('InvalidRequest', 'conflict', `Handle already taken: ${handle}`)
  }
}

/** Another account has, or is about to get, this e-mail address. */
export class EmailTaken extends Refusal {
  constructor(email: string) {
    super('InvalidRequest', 'conflict', `Email already taken: ${email}`)
  }
}

/** The account is hosted here already. */
export class AccountExists extends Refusal {
  constructor() {
    super('AlreadyExists', 'conflict', 'Repo already exists')
  }
}

/** The account is not hosted here. */
export class AccountNotFound extends Refusal {
  constructor() {
    super('AccountNotFound', 'forbidden', 'Account not found')
  }
}

/** The address is not well formed, or belongs to a throw-away service. */
export class EmailNotSupported extends Refusal {
  constructor() {
    super('InvalidRequest', 'invalid', 'This email address is not supported, please use a different email.')
  }
}

/** An e-mail address is needed and none was given. */
export class EmailRequired extends Refusal {
  constructor() {
    super('InvalidRequest', 'invalid', 'Email is required')
  }
}

/** The wanted password is too short or missing. */
export class InvalidPassword extends Refusal {
  constructor(message: string) {
    super('InvalidPassword', 'invalid', message)
  }
}

/** The wanted password is longer than anybody types. */
export class PasswordTooLong extends Refusal {
  constructor(lengthMax: number) {
    super('InvalidRequest', 'invalid', `Password too long. Maximum length is ${lengthMax} characters.`)
  }
}

/** Too many sign-ins wait for their password to be hashed. */
export class PasswordHashingBusy extends Refusal {
  constructor() {
    super('NotEnoughResources', 'unavailable', 'Too many sign-ins at the moment, please try again shortly')
  }
}

/** An invite code is needed, unknown, used up or switched off. */
export class InvalidInviteCode extends Refusal {
  constructor(message: string) {
    super('InvalidInviteCode', 'invalid', message)
  }
}

/** The account has an app password of this name. */
export class AppPasswordNameTaken extends Refusal {
  constructor(name: string) {
    super('InvalidRequest', 'conflict', `An app password named "${name}" already exists`)
  }
}

/** The name of an app password is empty, too long, or cannot be shown. */
export class InvalidAppPasswordName extends Refusal {
  constructor(lengthMax: number) {
    super('InvalidRequest', 'invalid', `The name of an app password has 1 to ${lengthMax} visible characters`)
  }
}

/** More invite codes, or more uses of one, were asked for than make sense. */
export class InvalidInviteOrder extends Refusal {
  constructor(field: string, max: number) {
    super('InvalidRequest', 'invalid', `${field} must be 1 to ${max}`)
  }
}

/** A handle of another domain leads to no DID. */
export class UnresolvableHandle extends Refusal {
  constructor() {
    super('InvalidRequest', 'invalid', 'Unable to resolve handle')
  }
}
