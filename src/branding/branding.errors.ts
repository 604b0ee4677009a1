import { Refusal } from '../refusal.js'

export class BrandImageUnavailable extends Refusal {
  constructor() {
    super('NotFound', 'notFound', 'There is no such picture.')
  }
}
