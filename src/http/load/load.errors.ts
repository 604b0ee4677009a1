import { Refusal } from '../../refusal.js'

/** The server has more to do than it can at the moment; nothing was begun. */
export class ServerOverloaded extends Refusal {
  constructor() {
    super('NotEnoughResources', 'unavailable', 'The server is overloaded at the moment; try again shortly')
  }
}

/** The server is about to stop; nothing was begun. */
export class ServerStopping extends Refusal {
  constructor() {
    super('NotEnoughResources', 'unavailable', 'The server is restarting; try again shortly')
  }
}
