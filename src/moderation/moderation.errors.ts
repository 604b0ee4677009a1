import { Refusal } from '../refusal.js'

/** An account that was taken down may appeal, and nothing else. */
export class OnlyAppeals extends Refusal {
  constructor() {
    super('InvalidRequest', 'invalid', 'Report not accepted from takendown account')
  }
}

/** A type of reason that can be none. */
export class InvalidReasonType extends Refusal {
  constructor() {
    super('InvalidRequest', 'invalid', 'Invalid reasonType')
  }
}

/** There is no report of this number. */
export class ReportNotFound extends Refusal {
  constructor(id: number) {
    super('NotFound', 'notFound', `There is no report ${id}`)
  }
}

/** A report that somebody has settled before. */
export class ReportResolved extends Refusal {
  constructor(id: number) {
    super('AlreadyResolved', 'conflict', `Report ${id} is resolved already`)
  }
}
