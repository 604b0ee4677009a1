import { Refusal } from '../../refusal.js'

/** The organization gives out handles of one domain only. */
export class HandleOutsidePolicy extends Refusal {
  /** @param domain without a leading dot */
  constructor(domain: string) {
    super('UnsupportedDomain', 'invalid', `Handles must end with .${domain}`)
  }
}

/** The page does not lead where the link says. */
export class UnknownWayBack extends Refusal {
  constructor() {
    super('invalid_request', 'invalid', 'The link leads nowhere on this server.')
  }
}
