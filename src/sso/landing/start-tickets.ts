import { createHmac, timingSafeEqual } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Secrets } from '../../config/index.js'
import { Clock } from '../../telemetry/index.js'

/** Whoever gets a ticket uses it at once. */
const GOOD_MS = 10 * 60 * 1000

/** What somebody may set out for who has a ticket. */
export type StartTicket = (
  | { readonly purpose: 'test' }
  | {
      readonly purpose: 'link'
      readonly did: Did
      /** hexadecimal id of the only browser that may use it: nobody links their person to the account of another */
      readonly device: string
    }
) & { readonly connectionId: string }

/** Allows to set out to a provider for more than signing in. */
@Injectable()
export class StartTickets {
  readonly #key: Buffer

  constructor(
    secrets: Secrets,
    private readonly clock: Clock,
  ) {
    this.#key = secrets.derived('tickets to identity providers')
  }

  issue(ticket: StartTicket): string {
    const untilMs = this.clock.nowMs() + GOOD_MS
    const body = Buffer.from(JSON.stringify({ ...ticket, untilMs })).toString('base64url')
    return `${body}.${this.#seal(body).toString('base64url')}`
  }

  /** What a ticket allows; undefined if it is none of ours, or was issued too long ago. */
  read(text: string): StartTicket | undefined {
    const [body = '', seal = ''] = text.split('.', 2)
    const [expected, actual] = [this.#seal(body), Buffer.from(seal, 'base64url')]
    if (expected.length !== actual.length || !timingSafeEqual(expected, actual)) return undefined
    const { untilMs, ...ticket } = JSON.parse(
      Buffer.from(body, 'base64url').toString('utf8'),
    ) as StartTicket & {
      untilMs: number
    }
    return untilMs > this.clock.nowMs() ? ticket : undefined
  }

  #seal(body: string): Buffer {
    return createHmac('sha256', this.#key).update(body).digest()
  }
}
