import { Injectable } from '@nestjs/common'
import { type Account, Accounts } from '../../account/index.js'
import { ServiceConfig } from '../../config/index.js'
import { AccountCreation } from '../../lifecycle/index.js'
import { BusinessEvents } from '../../telemetry/index.js'
import { Terms } from '../../terms/index.js'

type Fields = Readonly<Record<string, string | undefined>>

/** From where a form comes, and in which language. */
export interface FormPlace {
  readonly ip: string
  /** as in the header `Accept-Language` */
  readonly locale: string
}

/** Makes the account that somebody asks for on a page, and takes what members agree to. */
@Injectable()
export class SignUpForm {
  constructor(
    private readonly creation: AccountCreation,
    private readonly accounts: Accounts,
    private readonly terms: Terms,
    private readonly service: ServiceConfig,
    private readonly events: BusinessEvents,
  ) {}

  /**
   * Whoever has made it signs in next, which makes their network known.
   * @param origin where it is made, for those who count
   * @throws {Refusal} for the first rule that is broken
   */
  async create(
    { handle = '', email, password, inviteCode, terms }: Fields,
    { ip, locale }: FormPlace,
    origin: string,
  ): Promise<Account> {
    const wanted = {
      handle: this.#whole(handle.trim().replace(/^@/, '')),
      email: email?.trim(),
      password: password ?? '',
      inviteCode: inviteCode?.trim() || undefined,
      agreement: { via: 'sign-up' as const, agreed: terms === 'on', ip, locale },
    }
    const { did } = await this.creation.create(wanted, () => Promise.resolve())
    this.events.accountCreated(origin, false)
    return (await this.accounts.byDid(did))!
  }

  /** A member agrees to the terms that hold now. @throws {TermsNotAgreed} if they do not */
  agree(member: Account, { terms }: Fields, { ip, locale }: FormPlace): Promise<void> {
    return this.terms.agree(member, { agreed: terms === 'on', ip, locale })
  }

  /** A name alone is one below the first domain of this service. */
  #whole(handle: string): string {
    return handle.includes('.') ? handle : `${handle}${this.service.handleDomains[0] ?? ''}`
  }
}
