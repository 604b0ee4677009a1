import { Refusal } from '../../refusal.js'

/** Some rows can only be done later; the job is begun again then. */
export class RowsLeft extends Error {
  constructor(count: number) {
    super(`${count} rows can only be done later`)
    this.name = 'RowsLeft'
  }
}

/** Another process has made the account of a row meanwhile. */
export class RowTaken extends Refusal {
  constructor() {
    super('row_taken', 'unavailable', 'The row is being done by another process')
  }
}
