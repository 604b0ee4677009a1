import { Injectable } from '@nestjs/common'
import { MailConfig, mailLanguageIn, StandingMails } from '../../mail/index.js'
import { type Registration, RegistrationStore } from '../../sso/index.js'
import type { Queryable } from '../../database/index.js'
import type { Administrator } from '../access/administrator.js'
import { NotThere } from '../admin.errors.js'
import type { Why } from '../accounts/account-orders.js'
import { SsoDeeds } from './sso-deeds.js'

const DAY_MS = 24 * 60 * 60 * 1000
/** Whoever was let in comes within this time. */
const DECIDED_MS = 30 * DAY_MS

/** Decides about those who wait for an account, and tells them. */
@Injectable()
export class RegistrationDecisions {
  constructor(
    private readonly registrations: RegistrationStore,
    private readonly deeds: SsoDeeds,
    private readonly mails: StandingMails,
    private readonly config: MailConfig,
  ) {}

  /** Lets somebody have an account, or not. Those whose handle is out of reach are not there. @throws {NotThere} */
  async decide(
    id: string,
    status: 'approved' | 'denied',
    { reason, tell = true, text }: Why,
    { agent, grants }: Administrator,
  ): Promise<void> {
    const registration = await this.registrations.byId(id)
    if (!registration || !grants.allows('accounts.create', registration.handle))
      throw new NotThere('registration')
    const deed = {
      action: `registration.${status === 'approved' ? 'approve' : 'deny'}`,
      ...{ target: { type: 'registration', id }, reason },
    }
    await this.deeds.do(agent, deed, 'registration', async (tx) => {
      const isDecided = await this.registrations.decide(tx, id, status, this.deeds.in(DECIDED_MS))
      if (isDecided && tell) await this.#tell(tx, registration, status, text)
      return isDecided
    })
  }

  /** At the address that the provider has said, with the transaction of the decision. */
  async #tell(
    tx: Queryable,
    { claims: { email, name, locale }, handle }: Registration,
    about: 'approved' | 'denied',
    text: string | undefined,
  ): Promise<void> {
    if (email === undefined) return
    const language = mailLanguageIn(locale) ?? this.config.defaultLanguage
    await this.mails.send({ to: email, name: handle ?? name ?? email, language, about, text }, tx)
  }
}
