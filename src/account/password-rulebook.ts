import { Injectable } from '@nestjs/common'
import { Contributions } from '../contributions/index.js'
import { isLeaving } from './account-states.js'
import { AppPasswordsNotAllowed, SignUpByOrganization, SingleSignOnRequired } from './account.errors.js'
import { type PasswordOwner, type PasswordRule, PasswordRules } from './password-rules.js'

/** What passwords are good for, by all rules that there are. */
@Injectable()
export class PasswordRulebook {
  constructor(private readonly contributions: Contributions) {}

  /**
   * Whether the password of an account opens anything, and can be replaced. Whoever has to leave has no other way in than
   * theirs: the organization does not let them in any more.
   */
  async allowsPassword(owner: PasswordOwner): Promise<boolean> {
    if (isLeaving(owner)) return true
    return (await this.#of(owner)).every(({ allowsPassword }) => allowsPassword)
  }

  /** What the organization is called that somebody signs in with; undefined where their password is good. */
  async organizationOf(owner: PasswordOwner): Promise<string | undefined> {
    if (await this.allowsPassword(owner)) return undefined
    return (await this.#of(owner)).find(({ allowsPassword }) => !allowsPassword)?.organization
  }

  /** After a password was proved. @throws {SingleSignOnRequired} */
  async assertPassword(owner: PasswordOwner): Promise<void> {
    if (await this.allowsPassword(owner)) return
    for (const rules of this.contributions.of(PasswordRules)) if (await rules.excuses(owner)) return
    throw new SingleSignOnRequired()
  }

  /** @throws {SignUpByOrganization} */
  async assertSignUp(owner: PasswordOwner): Promise<void> {
    if (!(await this.allowsPassword(owner))) throw new SignUpByOrganization()
  }

  /** After an app password was proved. @throws {SingleSignOnRequired} */
  async assertAppPassword(owner: PasswordOwner): Promise<void> {
    const rules = await this.#of(owner)
    if (rules.some(({ allowsAppPasswords }) => !allowsAppPasswords)) throw new SingleSignOnRequired()
  }

  /**
   * How long a new app password is good at most (ms); undefined without a limit.
   * @throws {AppPasswordsNotAllowed}
   */
  async appPasswordMaxMs(owner: PasswordOwner): Promise<number | undefined> {
    const rules = await this.#of(owner)
    if (rules.some(({ allowsAppPasswords }) => !allowsAppPasswords)) throw new AppPasswordsNotAllowed()
    const limits = rules.flatMap(({ appPasswordMaxMs }) =>
      appPasswordMaxMs === undefined ? [] : [appPasswordMaxMs],
    )
    return limits.length > 0 ? Math.min(...limits) : undefined
  }

  async #of(owner: PasswordOwner): Promise<PasswordRule[]> {
    const found = await Promise.all(this.contributions.of(PasswordRules).map((rules) => rules.of(owner)))
    return found.filter((rule) => rule !== undefined)
  }
}
