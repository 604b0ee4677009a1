import { Refusal } from '../refusal.js'

/** Somebody wants an account, or to go on, and has not agreed to the terms. */
export class TermsNotAgreed extends Refusal {
  constructor() {
    super('TermsNotAgreed', 'invalid', 'The terms of the service have to be agreed to')
  }
}
