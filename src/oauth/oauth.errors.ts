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
