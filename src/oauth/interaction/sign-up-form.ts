import { Injectable } from '@nestjs/common'
import { type Account, Accounts, Lockout } from '../../account/index.js'
import { ServiceConfig } from '../../config/index.js'
import { AccountCreation } from '../../lifecycle/index.js'
import { BusinessEvents } from '../../telemetry/index.js'

type Fields = Readonly<Record<string, string | undefined>>

/** Makes the account that somebody asks for on a page. */
@Injectable()
export class SignUpForm {
  constructor(
    private readonly creation: AccountCreation,
    private readonly accounts: Accounts,
    private readonly lockout: Lockout,
    private readonly service: ServiceConfig,
    private readonly events: BusinessEvents,
  ) {}

  /** @param origin where it is made, for those who count @throws {Refusal} for the first rule that is broken */
  async create(
    { handle = '', email, password, inviteCode }: Fields,
    ip: string,
    origin: string,
  ): Promise<Account> {
    const wanted = {
      handle: this.#whole(handle.trim().replace(/^@/, '')),
      email: email?.trim(),
      password: password ?? '',
      inviteCode: inviteCode?.trim() || undefined,
    }
    const { did } = await this.creation.create(wanted, (did, tx) => this.lockout.know(did, ip, tx))
    this.events.accountCreated(origin, false)
    return (await this.accounts.byDid(did))!
  }

  /** A name alone is one below the first domain of this service. */
  #whole(handle: string): string {
    return handle.includes('.') ? handle : `${handle}${this.service.handleDomains[0] ?? ''}`
  }
}
