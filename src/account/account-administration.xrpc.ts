import { com } from '@guildhall/lexicon'
import { adminOnly, adminOrModerator, type Call, Xrpc, XrpcController } from '../xrpc/index.js'
import { UnknownAccount } from './account.errors.js'
import { AccountViews } from './account-views.js'
import { Accounts } from './accounts.js'
import { EmailChanges } from './email-changes.js'
import { ModeratorLetters } from './moderator-letters.js'
import { PasswordChanges } from './password-changes.js'

const {
  getAccountInfo,
  getAccountInfos,
  searchAccounts,
  sendEmail,
  updateAccountEmail,
  updateAccountPassword,
} = com.atproto.admin

const SUBJECT = 'Message via your PDS'

/** Accounts as administrators see and change them: `com.atproto.admin`. */
@XrpcController()
export class AccountAdministrationXrpc {
  constructor(
    private readonly views: AccountViews,
    private readonly accounts: Accounts,
    private readonly emails: EmailChanges,
    private readonly passwords: PasswordChanges,
    private readonly letters: ModeratorLetters,
  ) {}

  @Xrpc(getAccountInfo, adminOrModerator, { errors: ['NotFound'] })
  getAccountInfo({ params }: Call<typeof getAccountInfo>) {
    return this.views.view(params.did)
  }

  @Xrpc(getAccountInfos, adminOrModerator)
  async getAccountInfos({ params }: Call<typeof getAccountInfos>) {
    return { infos: await this.views.views(params.dids) }
  }

  @Xrpc(searchAccounts, adminOnly)
  searchAccounts({ params }: Call<typeof searchAccounts>) {
    return this.views.search(params)
  }

  @Xrpc(updateAccountEmail, adminOnly)
  async updateAccountEmail({ input }: Call<typeof updateAccountEmail>) {
    const account = await this.accounts.byIdentifier(input.account)
    if (!account) throw new UnknownAccount('InvalidRequest', `Account does not exist: ${input.account}`)
    await this.emails.overrule(account.did, input.email)
  }

  @Xrpc(updateAccountPassword, adminOnly, { errors: ['InvalidPassword'] })
  async updateAccountPassword({ input }: Call<typeof updateAccountPassword>) {
    await this.passwords.overrule(input.did, input.password)
  }

  @Xrpc(sendEmail, adminOrModerator)
  async sendEmail({ input }: Call<typeof sendEmail>) {
    await this.letters.send(input.recipientDid, input.subject ?? SUBJECT, input.content)
    return { sent: true }
  }
}
