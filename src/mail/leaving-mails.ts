import { Injectable } from '@nestjs/common'
import { Branding } from '../branding/index.js'
import { Outbox } from './outbox.js'
import { serviceMail } from './service-mail.js'

const DAY_MS = 24 * 60 * 60 * 1000

/** Tells somebody who has left the organization when the account ends. */
export interface LeavingMail {
  readonly to: string
  /** who the owner is here */
  readonly name: string
  readonly now: Date
  /** when the account is deleted */
  readonly until: Date
}

/** Sends what those should know who have left. */
@Injectable()
export class LeavingMails {
  constructor(
    private readonly outbox: Outbox,
    private readonly branding: Branding,
  ) {}

  /** Puts the mail into the outbox. */
  async send({ to, name, now, until }: LeavingMail): Promise<void> {
    const look = this.branding.of(name)
    const words = {
      heading: `Your account ends ${whenOf(now, until)}`,
      before: [
        `Hello ${name},`,
        `Your place at ${look.serviceName} has ended. Your account with everything in it will be deleted on ${dayOf(until)}.`,
        `Until then you can sign in at ${look.publicUrl}/account, and only there, to take a copy of what is yours or to move your account to another server. If you have no password, choose one there with "Forgot your password?".`,
      ],
      after: ['If you think that this is a mistake, ask whoever runs the service.'],
    }
    await this.outbox.put(serviceMail(look, to, words))
  }
}

function whenOf(now: Date, until: Date): string {
  const days = Math.ceil((until.getTime() - now.getTime()) / DAY_MS)
  return days <= 1 ? 'within a day' : `in ${days} days`
}

function dayOf(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' at ')} UTC`
}
