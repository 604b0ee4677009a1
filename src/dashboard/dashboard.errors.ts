import { Refusal } from '../refusal.js'

/** The dashboard is to be had under the name of the service only. */
export class WrongHost extends Refusal {
  constructor(publicUrl: string) {
    super('wrong_host', 'notFound', `The dashboard is at ${publicUrl}/admin`)
  }
}

/** There is no dashboard here, or nothing of that name in it. */
export class NoSuchPage extends Refusal {
  constructor() {
    super('not_found', 'notFound', 'There is no such page')
  }
}
