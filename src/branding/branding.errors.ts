import { Refusal } from '../refusal.js'

/** The picture is none that the organization has, or it cannot be had at the moment. */
export class BrandImageUnavailable extends Refusal {
  constructor() {
    super('NotFound', 'notFound', 'There is no such picture.')
  }
}
