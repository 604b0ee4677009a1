import { Refusal } from '../../refusal.js'

/** A link is none, or good for nothing any more, or good in another browser: strangers are not told which. */
export class SetupLinkOver extends Refusal {
  constructor() {
    super('setup_link_over', 'notFound', 'The link is not good, or not any more, or not in this browser')
  }
}

/** The connection is not complete yet. */
export class SetupIncomplete extends Refusal {
  constructor() {
    super('setup_incomplete', 'invalid', 'The connection is not filled in yet')
  }
}
