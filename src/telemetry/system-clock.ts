import { Injectable } from '@nestjs/common'
import { Clock } from './clock.js'

/** The time of this machine. */
@Injectable()
export class SystemClock extends Clock {
  override nowMs(): number {
    return Date.now()
  }
}
