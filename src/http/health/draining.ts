import { Injectable } from '@nestjs/common'

/** How far a server is that has been told to stop. */
@Injectable()
export class Draining {
  #hasBegun = false
  #turnsAway = false

  /** Load balancers are to send requests elsewhere from now on; those that come all the same are served. */
  begin(): void {
    this.#hasBegun = true
  }

  /** No more requests are taken; those under way are finished. */
  turnAway(): void {
    this.#hasBegun = true
    this.#turnsAway = true
  }

  get hasBegun(): boolean {
    return this.#hasBegun
  }

  get turnsAway(): boolean {
    return this.#turnsAway
  }
}
