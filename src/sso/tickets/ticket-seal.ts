import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Clock } from '../../telemetry/index.js'

/** Whoever gets a ticket uses it at once. */
export const TICKET_GOOD_MS = 10 * 60 * 1000

/** Makes tickets that nobody can make or change but this service, and that are good for ten minutes. */
export class TicketSeal<Ticket extends object> {
  constructor(
    private readonly key: Buffer,
    private readonly clock: Clock,
  ) {}

  issue(ticket: Ticket): string {
    const untilMs = this.clock.nowMs() + TICKET_GOOD_MS
    const body = Buffer.from(JSON.stringify({ ...ticket, untilMs })).toString('base64url')
    return `${body}.${this.#seal(body).toString('base64url')}`
  }

  /** What a ticket says; undefined if it is none of ours, or was issued too long ago. */
  read(text: string): Ticket | undefined {
    const [body = '', seal = ''] = text.split('.', 2)
    const [expected, actual] = [this.#seal(body), Buffer.from(seal, 'base64url')]
    if (expected.length !== actual.length || !timingSafeEqual(expected, actual)) return undefined
    const { untilMs, ...ticket } = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as Ticket & {
      untilMs: number
    }
    return untilMs > this.clock.nowMs() ? (ticket as unknown as Ticket) : undefined
  }

  #seal(body: string): Buffer {
    return createHmac('sha256', this.key).update(body).digest()
  }
}
