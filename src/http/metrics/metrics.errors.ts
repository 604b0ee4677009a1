import { Refusal } from '../../refusal.js'

/** Numbers about the server are not shown here, or not with this token. Which of the two is not said. */
export class NoMetricsHere extends Refusal {
  constructor() {
    super('NotFound', 'notFound', 'There is nothing at this address')
  }
}
