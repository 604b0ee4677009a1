import type { Tid } from './brand.js'
import { isTid, tidFromMicros, tidMicros } from './tid.js'
import { InvalidSyntax } from './invalid-syntax.js'

/** Gives TIDs that only grow, also when the wall clock stands still or goes back. */
export class TidClock {
  private lastMicros = -1

  /**
   * @param nowMicros microseconds since 1970
   * @param clockId 0 to 1023; two clocks of one repository should differ in it
   */
  constructor(
    private readonly nowMicros: () => number,
    private readonly clockId: number,
  ) {}

  /**
   * A TID greater than every one given before, and greater than `after`: the last revision of a repository, say,
   * which another server with a fast clock may have given.
   * @throws InvalidSyntax when `after` is no TID; RangeError when `after` leaves no later TID (year 2255)
   */
  next(after?: string): Tid {
    let micros = Math.max(Math.floor(this.nowMicros()), this.lastMicros + 1)
    if (after !== undefined) {
      if (!isTid(after)) throw new InvalidSyntax('tid', after)
      micros = Math.max(micros, tidMicros(after) + 1)
    }
    const tid = tidFromMicros(micros, this.clockId)
    this.lastMicros = micros
    return tid
  }
}
