import { Refusal } from '../../refusal.js'

/** Another process has made the account of a row meanwhile. */
export class RowTaken extends Refusal {
  constructor() {
    super('row_taken', 'unavailable', 'The row is being done by another process')
  }
}
