import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { type Addressee, MailConfig, mailLanguageIn } from '../mail/index.js'
import type { Account } from './account.js'
import { Accounts } from './accounts.js'
import { MemberFacts } from './facts/member-facts.js'

/** The owners of accounts as letters address them: where, by which name, and in which language. */
@Injectable()
export class Addressees {
  constructor(
    private readonly accounts: Accounts,
    private readonly facts: MemberFacts,
    private readonly config: MailConfig,
  ) {}

  /** @returns undefined if there is no such account, or it has no address */
  async byDid(did: Did): Promise<Addressee | undefined> {
    const account = await this.accounts.byDid(did)
    return account && this.of(account)
  }

  /**
   * The language is that in which somebody signed up, else the one that the organization has of them, else that of the
   * request, else that of the service.
   * @param wish languages of whoever asks for the letter now, as in the header `Accept-Language`
   * @returns undefined if the account has no address
   */
  async of(
    { did, handle, email, language }: Pick<Account, 'did' | 'handle' | 'email' | 'language'>,
    wish?: string,
  ): Promise<Addressee | undefined> {
    if (email === undefined) return undefined
    const known = language ?? mailLanguageIn((await this.facts.of([did])).get(did)?.locale)
    return {
      to: email,
      name: handle ?? did,
      language: known ?? mailLanguageIn(wish) ?? this.config.defaultLanguage,
    }
  }
}
