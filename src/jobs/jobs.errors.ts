import { Refusal } from '../refusal.js'

/** Whatever keeps the queues is away. What was to be put into one may still get there when it is back. */
export class QueueUnavailable extends Refusal {
  constructor() {
    super(
      'NotEnoughResources',
      'unavailable',
      'Background work cannot be taken at the moment, please try again',
    )
  }
}
