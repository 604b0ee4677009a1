import { Refusal } from '../refusal.js'

/** The body of a request is of another media type than the route takes. */
export class BodyNotTaken extends Refusal {
  constructor(type: string) {
    super('unsupported_media_type', 'invalid', `The body must be ${type}`)
  }
}

/** The body of a request is not what it claims to be. */
export class BodyNotJson extends Refusal {
  constructor(options?: ErrorOptions) {
    super('malformed_body', 'invalid', 'The body is not valid JSON in UTF-8', options)
  }
}

/** A text of a request has something in it that no database takes: a NUL, or half of a character. */
export class TextNotStorable extends Refusal {
  constructor() {
    super('invalid_request', 'invalid', 'Texts must not have a NUL in them, nor half of a character')
  }
}

/** The path of a request has a NUL in it, as no name of anything has. */
export class NoSuchAddress extends Refusal {
  constructor() {
    super('not_found', 'notFound', 'There is nothing at this address')
  }
}

/** A parameter in the address of a request has a NUL in it. */
export class ParameterNotStorable extends Refusal {
  constructor() {
    super('invalid_request', 'invalid', 'Parameters must not have a NUL in them')
  }
}

/** The body of a request is no text. */
export class BodyNotText extends Refusal {
  constructor(options?: ErrorOptions) {
    super('malformed_body', 'invalid', 'The body is no text in UTF-8', options)
  }
}

/** The body of a request is larger than any that makes sense there. */
export class JsonTooLarge extends Refusal {
  constructor(bytesMax: number) {
    super('body_too_large', 'tooLarge', `The body is larger than ${bytesMax} bytes`)
  }
}
