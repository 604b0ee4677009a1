import { Refusal } from '../refusal.js'

/** The request that a page was for is over, or belongs to another browser. */
export class InteractionLost extends Refusal {
  constructor() {
    super('session_not_found', 'invalid', 'This request is over, or was begun in another browser.')
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
