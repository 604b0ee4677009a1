import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { UsedTokenStore } from '../../auth/index.js'
import { Secrets } from '../../config/index.js'
import { Clock, Random } from '../../telemetry/index.js'

/** A browser that follows a redirect is there at once. */
const GOOD_MS = 60_000
const ID_BYTES = 16

/** That somebody who is signed in on one host of this service may be so on another one, in the same browser. */
export interface HandoverTicket {
  /** hexadecimal id of the browser */
  readonly device: string
  readonly did: Did
  /** of the browser that has asked for it, as the other host has made it */
  readonly state: string
  /** where it goes on: a name, and no address */
  readonly to: string
}

/** Makes tickets that nobody can make or change but this service: each is good for a minute, and once. */
@Injectable()
export class HandoverTickets {
  readonly #key: Buffer

  constructor(
    secrets: Secrets,
    private readonly used: UsedTokenStore,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {
    this.#key = secrets.derived('sign-ins that are handed over')
  }

  issue(ticket: HandoverTicket): string {
    const id = Buffer.from(this.random.bytes(ID_BYTES)).toString('base64url')
    const sealed = { ...ticket, id, untilMs: this.clock.nowMs() + GOOD_MS }
    const body = Buffer.from(JSON.stringify(sealed)).toString('base64url')
    return `${body}.${this.#seal(body).toString('base64url')}`
  }

  /** What a ticket says, which is good for nothing from then on; undefined if it is none of ours, too old, or was used. */
  async redeem(text: string): Promise<HandoverTicket | undefined> {
    const [body = '', seal = ''] = text.split('.', 2)
    const [expected, actual] = [this.#seal(body), Buffer.from(seal, 'base64url')]
    if (expected.length !== actual.length || !timingSafeEqual(expected, actual)) return undefined
    const { id, untilMs, ...ticket } = JSON.parse(
      Buffer.from(body, 'base64url').toString('utf8'),
    ) as HandoverTicket & { readonly id: string; readonly untilMs: number }
    if (untilMs <= this.clock.nowMs()) return undefined
    const key = createHash('sha256').update(`handover\0${id}`).digest()
    return (await this.used.use(key, new Date(untilMs))) ? ticket : undefined
  }

  #seal(body: string): Buffer {
    return createHmac('sha256', this.#key).update(body).digest()
  }
}
