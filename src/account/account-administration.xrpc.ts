import { com } from '@guildhall/lexicon'
import { callingAgent } from '../audit/index.js'
import { adminOnly, adminOrModerator, type Call, Xrpc, XrpcController } from '../xrpc/index.js'
import { UnknownAccount } from './account.errors.js'
import { AccountAdministration } from './account-administration.js'
import { AccountViews } from './account-views.js'
import { Accounts } from './accounts.js'

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
    private readonly administration: AccountAdministration,
  ) {}

  @Xrpc(getAccountInfo, adminOrModerator('accounts.view'), { errors: ['NotFound'] })
  getAccountInfo({ params }: Call<typeof getAccountInfo>) {
    return this.views.view(params.did)
  }

  @Xrpc(getAccountInfos, adminOrModerator('accounts.view'))
  async getAccountInfos({ params }: Call<typeof getAccountInfos>) {
    return { infos: await this.views.views(params.dids) }
  }

  @Xrpc(searchAccounts, adminOnly('accounts.view'))
  searchAccounts({ params }: Call<typeof searchAccounts>) {
    return this.views.search(params)
  }

  @Xrpc(updateAccountEmail, adminOnly('accounts.edit', ({ input }) => input.account))
  async updateAccountEmail(call: Call<typeof updateAccountEmail>) {
    const { input } = call
    const account = await this.accounts.byIdentifier(input.account)
    if (!account) throw new UnknownAccount('InvalidRequest', `Account does not exist: ${input.account}`)
    await this.administration.changeEmail(account.did, input.email, callingAgent(call))
  }

  @Xrpc(updateAccountPassword, adminOnly('accounts.password', ({ input }) => input.did), {
    errors: ['InvalidPassword'],
  })
  async updateAccountPassword(call: Call<typeof updateAccountPassword>) {
    const { did, password } = call.input
    await this.administration.setPassword(did, password, callingAgent(call))
  }

  @Xrpc(sendEmail, adminOrModerator('accounts.write', ({ input }) => input.recipientDid))
  async sendEmail(call: Call<typeof sendEmail>) {
    const { recipientDid, subject = SUBJECT, content: html, comment: reason } = call.input
    await this.administration.write(recipientDid, { subject, html, reason }, callingAgent(call))
    return { sent: true }
  }
}
