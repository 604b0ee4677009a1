import { Injectable } from '@nestjs/common'
import { Clock } from './clock.js'
import { Random } from './random.js'

const TIME_BYTES = 6

/** Makes ids that are in the order of the time they were made (UUID version 7, RFC 9562). */
@Injectable()
export class TimedId {
  constructor(
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** The time that an id made now would carry (ms since the epoch). */
  nowMs(): number {
    return this.clock.nowMs()
  }

  next(): string {
    const bytes = Buffer.from(this.random.bytes(16))
    bytes.writeUIntBE(this.clock.nowMs(), 0, TIME_BYTES)
    bytes[6] = (bytes[6]! & 0x0f) | 0x70
    bytes[8] = (bytes[8]! & 0x3f) | 0x80
    const hex = bytes.toString('hex')
    return [8, 12, 16, 20, 32].map((end, i, ends) => hex.slice(ends[i - 1] ?? 0, end)).join('-')
  }
}

/** Whether a text is an id of this kind; others are those of nothing. */
export function isTimedId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text)
}

/** What stands before all ids that are made at a time or later (ms since the epoch), and after all others. */
export function firstTimedId(ms: number): string {
  const hex = ms.toString(16).padStart(2 * TIME_BYTES, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}
