import { Refusal, type RefusalKind } from '../refusal.js'

/** What exactly is wrong with a request (RFC 7644, section 3.12). */
export type ScimType =
  | 'uniqueness'
  | 'tooMany'
  | 'invalidFilter'
  | 'mutability'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'noTarget'
  | 'invalidValue'

/** A request that cannot be obeyed as it is. */
export class InvalidScimRequest extends Refusal {
  constructor(
    readonly scimType: ScimType,
    message: string,
    kind: RefusalKind = 'invalid',
  ) {
    super(scimType, kind, message)
  }
}

/** Somebody else of the same directory has this name or id already. */
export class NotUnique extends InvalidScimRequest {
  constructor(attribute: string) {
    super('uniqueness', `${attribute} is taken`, 'conflict')
  }
}

/** The directory of this token has nothing of that id. */
export class NoSuchResource extends Refusal {
  constructor(id: string) {
    super('notFound', 'notFound', `Resource ${id} not found`)
  }
}

/** The token is missing, or not good. */
export class NoScimToken extends Refusal {
  constructor() {
    super('unauthorized', 'unauthenticated', 'Present a token of a directory that is good')
  }
}

/** The resource is not as whoever asks has seen it. */
export class VersionMismatch extends Refusal {
  constructor() {
    super('versionMismatch', 'conflict', 'It was changed meanwhile; read it again')
  }
}

/** A directory asks for more than it may in a minute. */
export class TooManyScimRequests extends Refusal {
  constructor() {
    super('rateLimited', 'tooMany', 'Too many requests of this directory; wait a minute')
  }
}

/** So many are to leave at once that it looks like a mistake. */
export class LeaversStopped extends Refusal {
  constructor() {
    super(
      'leaversStopped',
      'tooMany',
      'More people than usual are to be deactivated: nobody is until an administrator says that it is meant',
    )
  }
}
