import { Refusal } from '../refusal.js'

/** Something that is wrong with a part of a request. */
export interface FieldError {
  /** where: a JSON pointer into the body, or the name of a parameter */
  readonly at: string
  readonly message: string
}

/** Parts of a request are not as they have to be. */
export class InvalidFields extends Refusal {
  constructor(
    readonly errors: readonly FieldError[],
    code = 'invalid_request',
  ) {
    super(code, 'invalid', errors.map(({ at, message }) => `${at} ${message}`).join('; '))
  }
}

/** A list cannot be ordered like that. */
export class SortNotSupported extends Refusal {
  constructor(sorts: readonly string[]) {
    super('sort_not_supported', 'invalid', `This list can be ordered by ${sorts.join(', ')}`)
  }
}

/** A cursor that no list of this kind has given out. */
export class InvalidCursor extends Refusal {
  constructor() {
    super('invalid_cursor', 'invalid', 'The cursor is none of this list in this order')
  }
}

/** Nobody says who they are, or what they present is not good. */
export class NotAdmitted extends Refusal {
  constructor(message = 'Administrators only: present the admin password, a token, or sign in') {
    super('authentication_required', 'unauthenticated', message)
  }
}

/** A member has a role, but has signed in with less than administrators of this service have to. */
export class StrongerSignInRequired extends Refusal {
  constructor() {
    super(
      'stronger_sign_in_required',
      'forbidden',
      'Administrators of this service sign in with a passkey or with their organization. A passkey is added on the pages of the account',
    )
  }
}

/** A session of a browser sends a request that did not come from our own pages. */
export class ForeignOrigin extends Refusal {
  constructor() {
    super('foreign_origin', 'forbidden', 'Requests of browsers are taken from pages of this server only')
  }
}

/** Whoever asks is known, but may not do this. */
export class PermissionDenied extends Refusal {
  constructor(permission: string) {
    super('permission_denied', 'forbidden', `This takes the permission ${permission}`)
  }
}

/** The account belongs to somebody who ranks as high as whoever asks. */
export class Outranked extends Refusal {
  constructor() {
    super('outranked', 'forbidden', 'The account is that of an administrator who ranks as high as you do')
  }
}

/** Too long ago that whoever asks has shown that it is them. */
export class StepUpRequired extends Refusal {
  constructor() {
    super('step_up_required', 'forbidden', 'Please confirm that it is you, and try again')
  }
}

/** A role ranks as high as the own one, or allows what oneself may not do. */
export class RoleOutranks extends Refusal {
  constructor() {
    super('role_outranks', 'forbidden', 'Only roles below your own are yours to give and to take')
  }
}

/** Another role has this name. */
export class RoleNameTaken extends Refusal {
  constructor(id: string) {
    super('role_name_taken', 'conflict', `There is a role ${id}`)
  }
}

/** Somebody has the role that is to go. */
export class RoleInUse extends Refusal {
  constructor() {
    super('role_in_use', 'conflict', 'Take the role away from whoever has it first')
  }
}

/** Nobody would be left who answers for the service. */
export class LastOwner extends Refusal {
  constructor() {
    super('last_owner', 'conflict', 'There must be an Owner who can sign in, and whose role does not expire')
  }
}

/** A token would be allowed more than whoever makes it, or what only people may do. */
export class PermissionsNotYours extends Refusal {
  constructor(permissions: readonly string[]) {
    super('permissions_not_yours', 'forbidden', `A token of yours cannot have ${permissions.join(', ')}`)
  }
}

/** What becomes of a token is for whoever made it, and for those above. */
export class TokenNotYours extends Refusal {
  constructor() {
    super(
      'token_not_yours',
      'forbidden',
      'Only whoever made the token may do this, and whoever ranks above them; give it another secret, Owners only',
    )
  }
}

/** A relay cannot be asked, or does not know this server. */
export class RelayUnavailable extends Refusal {
  constructor(cause: Error) {
    super('relay_unavailable', 'upstream', `The relay could not be asked: ${cause.message}`, { cause })
  }
}

/** What two people have to want was decided by whoever asked for it, or by nobody in particular. */
export class AnotherPersonNeeded extends Refusal {
  constructor() {
    super(
      'another_person_needed',
      'forbidden',
      'Only a member who has not asked for it themselves may agree; sign in as one',
    )
  }
}

/** It was decided, or its time is over. */
export class ApprovalClosed extends Refusal {
  constructor() {
    super('approval_closed', 'conflict', 'This does not wait for anybody any more')
  }
}

/** What is here of the account has to stay. */
export class OnHold extends Refusal {
  constructor() {
    super(
      'on_hold',
      'conflict',
      'The account is held: nothing of it may be deleted until the hold is released',
    )
  }
}

/** There is nothing of that name. */
export class NotThere extends Refusal {
  constructor(what: string) {
    super('not_found', 'notFound', `There is no such ${what}`)
  }
}

/** What is to be changed is not as whoever asks has seen it. */
export class PreconditionFailed extends Refusal {
  constructor() {
    super('precondition_failed', 'conflict', 'It was changed meanwhile; look at it again')
  }
}

/** The same key came with another request. */
export class IdempotencyKeyReused extends Refusal {
  constructor() {
    super('idempotency_key_reused', 'conflict', 'The Idempotency-Key was used for another request')
  }
}

/** The request that came first with this key is not answered yet. */
export class RequestInFlight extends Refusal {
  constructor() {
    super('request_in_flight', 'conflict', 'The first request with this Idempotency-Key is still under way')
  }
}

/** A takedown is lifted by whoever may take down. */
export class NotSuspended extends Refusal {
  constructor() {
    super('not_suspended', 'conflict', 'The account is not suspended, but taken down')
  }
}

/** The environment says what something is; it is changed there only. */
export class SettingPinned extends Refusal {
  constructor(names: readonly string[]) {
    super('setting_pinned', 'conflict', `The environment sets ${names.join(', ')}`)
  }
}

/** Accounts have handles below a domain that is to go. */
export class DomainInUse extends Refusal {
  constructor(accounts: number) {
    super('domain_in_use', 'conflict', `${accounts} accounts have handles below this domain`)
  }
}

/** Colours that could hardly be seen. */
export class PaletteUnsafe extends InvalidFields {
  constructor(failed: readonly { colour: string; on: string; ratio: number; wanted: number }[]) {
    super(
      failed.map(({ colour, on, ratio, wanted }) => ({
        at: `/${colour}Color`,
        message: `has a contrast of ${ratio.toFixed(2)} on the ${on}; ${wanted} is needed`,
      })),
      'palette_unsafe',
    )
  }
}

/** The link for the first Owner was used, is too old, or there is an Owner. */
export class OwnerLinkInvalid extends Refusal {
  constructor() {
    super(
      'owner_link_invalid',
      'forbidden',
      'The link is not good any more; make another with "pds owner-link"',
    )
  }
}
