import { Refusal, type SpentLimit } from '../refusal.js'

/** Another account has, or is about to get, this handle. */
export class HandleTaken extends Refusal {
  constructor(handle: string) {
    super('HandleNotAvailable', 'conflict', `Handle already taken: ${handle}`)
  }
}

/** Another account has, or is about to get, this e-mail address. */
export class EmailTaken extends Refusal {
  constructor(email: string) {
    super('InvalidRequest', 'conflict', `Email already taken: ${email}`)
  }
}

/** Another member has this id of the organization's own directory. */
export class ExternalIdTaken extends Refusal {
  constructor(externalId: string) {
    super('InvalidRequest', 'conflict', `External id already taken: ${externalId}`)
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

/** Whoever sees addresses in part only does not look for accounts by them: letter by letter, that would show them whole. */
export class AddressesInPart extends Refusal {
  constructor() {
    super('Forbidden', 'forbidden', 'To look for addresses takes "accounts.contact"')
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

/** Somebody who wants another password does not know the present one. */
export class WrongFormerPassword extends Refusal {
  constructor() {
    super('AuthenticationRequired', 'unauthenticated', 'The present password is wrong')
  }
}

/** Too many sign-ins wait for their password to be hashed. */
export class PasswordHashingBusy extends Refusal {
  constructor() {
    super('NotEnoughResources', 'unavailable', 'Too many sign-ins at the moment, please try again shortly')
  }
}

/** Too many sign-ins have failed; the right password would not help now. */
export class TooManyFailures extends Refusal {
  constructor(limit: SpentLimit) {
    super('RateLimitExceeded', 'tooMany', 'Too many failed attempts to sign in, please try again later', {
      limit,
    })
  }
}

/** An invite code is needed, unknown, used up, over, switched off, or for somebody else. */
export class InvalidInviteCode extends Refusal {
  constructor(message: string) {
    super('InvalidInviteCode', 'invalid', message)
  }
}

/** The letter with an invite code is not sent again: it was used, is over or switched off, or nobody was sent it. */
export class InviteNotOpen extends Refusal {
  constructor() {
    super('invite_not_open', 'conflict', 'Only an open invitation that was sent by mail can be sent again')
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

/** The account has no e-mail address, so that no code can be sent. */
export class NoEmail extends Refusal {
  constructor() {
    super('InvalidRequest', 'invalid', 'account does not have an email address')
  }
}

/** Nobody can choose a password of this account: it is locked, or its organization has the sign-in. */
export class PasswordNotRecoverable extends Refusal {
  constructor() {
    super(
      'PasswordNotRecoverable',
      'conflict',
      'No password can be chosen for this account: it is locked, or signs in with its organization',
    )
  }
}

/** The code is not the one that was sent last, or was used, or is for something else. */
export class InvalidCode extends Refusal {
  constructor() {
    super('InvalidToken', 'invalid', 'Token is invalid')
  }
}

/** The code was good once. */
export class ExpiredCode extends Refusal {
  constructor() {
    super('ExpiredToken', 'invalid', 'Token is expired')
  }
}

/** A code is needed and none was given. */
export class CodeRequired extends Refusal {
  constructor() {
    super('TokenRequired', 'invalid', 'Confirmation token required')
  }
}

/** The address to be confirmed is not the one of the account. */
export class NotTheEmail extends Refusal {
  constructor() {
    super('InvalidEmail', 'invalid', 'Invalid email')
  }
}

/** Another account has the address. */
export class EmailInUse extends Refusal {
  constructor() {
    super('InvalidRequest', 'conflict', 'This email address is already in use, please use a different email.')
  }
}

/** Only a confirmed address can be used to sign in. */
export class EmailNotConfirmed extends Refusal {
  constructor() {
    super(
      'InvalidRequest',
      'invalid',
      'The email address must be confirmed before codes are sent to it to sign in',
    )
  }
}

/** What an administrator asks about is not here. */
export class UnknownAccount extends Refusal {
  constructor(code: 'NotFound' | 'AccountNotFound' | 'InvalidRequest', message: string) {
    super(code, 'notFound', message)
  }
}

/** There is no such DID. */
export class DidNotFound extends Refusal {
  constructor() {
    super('DidNotFound', 'notFound', 'DID not found')
  }
}

/** The DID was ended by its owner. */
export class DidDeactivated extends Refusal {
  constructor() {
    super('DidDeactivated', 'notFound', 'DID is deactivated')
  }
}

/** Invite codes were asked for in a way that makes no sense, or may not be switched off like this. */
export class InvalidInviteQuery extends Refusal {
  constructor(message: string) {
    super('InvalidRequest', 'invalid', message)
  }
}

/** A page of accounts was asked for with a cursor that this server never gave. */
export class InvalidSearch extends Refusal {
  constructor() {
    super('InvalidRequest', 'invalid', 'Malformed cursor')
  }
}

/** No certificate is wanted for a host: it is of none of our domains, or no host at all. */
export class NoTlsDomain extends Refusal {
  constructor() {
    super('InvalidRequest', 'invalid', 'handles are not provided on this domain')
  }
}

/** No certificate is wanted for a host: nobody has the handle. */
export class NoTlsHandle extends Refusal {
  constructor() {
    super('NotFound', 'notFound', 'handle not found for this domain')
  }
}

/** A template cannot be read, or what it makes has no end. */
export class InvalidTemplate extends Refusal {
  /** @param reason in words for whoever wrote it */
  constructor(reason: string) {
    super('invalid_template', 'invalid', `The template is no good: ${reason}`)
  }
}

/** The password is right, but the organization of the account wants its own sign-in. */
export class SingleSignOnRequired extends Refusal {
  constructor() {
    super(
      'AuthenticationRequired',
      'unauthenticated',
      'Your organization requires its own sign-in: sign in in a browser, or with an app that opens one',
    )
  }
}

/** An organization gives out the accounts of this domain itself. */
export class SignUpByOrganization extends Refusal {
  constructor() {
    super('UnsupportedDomain', 'invalid', 'Accounts of this domain are given out by its organization')
  }
}

/** An organization wants no app passwords. */
export class AppPasswordsNotAllowed extends Refusal {
  constructor() {
    super('InvalidRequest', 'forbidden', 'Your organization does not allow app passwords')
  }
}
