import { com } from '@guildhall/lexicon'
import { callingAgent, Looks } from '../audit/index.js'
import { adminOnly, adminOrModerator, type Call, type Caller, Xrpc, XrpcController } from '../xrpc/index.js'
import { AddressesInPart, UnknownAccount } from './account.errors.js'
import { AccountAdministration } from './account-administration.js'
import { AccountViews } from './account-views.js'
import { Accounts } from './accounts.js'
import { askedInPart } from './asked-in-part.js'

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
    private readonly looks: Looks,
  ) {}

  @Xrpc(getAccountInfo, adminOrModerator('accounts.view'), { errors: ['NotFound'] })
  getAccountInfo(call: Call<typeof getAccountInfo>) {
    const { did } = call.params
    const read = () => this.views.view(did, seesAddresses(call))
    return this.looks.ofCall(call, { action: 'accounts.view', did }, read)
  }

  @Xrpc(getAccountInfos, adminOrModerator('accounts.view'))
  async getAccountInfos(call: Call<typeof getAccountInfos>) {
    const read = () => this.views.views(call.params.dids, seesAddresses(call))
    return { infos: await this.looks.ofCall(call, { action: 'accounts.view' }, read) }
  }

  @Xrpc(searchAccounts, adminOnly('accounts.view'))
  searchAccounts(call: Call<typeof searchAccounts>) {
    const isWhole = seesAddresses(call)
    if (!isWhole && call.params.email !== undefined) throw new AddressesInPart()
    const look = { action: 'accounts.view', query: askedInPart(call.params) }
    return this.looks.ofCall(call, look, () => this.views.search(call.params, isWhole))
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

/** Whether whoever calls may see whole addresses. The moderation service is for that: it writes to members. */
function seesAddresses({ caller }: { readonly caller: Caller }): boolean {
  return caller.kind !== 'admin' || caller.may('accounts.contact')
}
