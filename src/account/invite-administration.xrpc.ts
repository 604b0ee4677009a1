import { com } from '@guildhall/lexicon'
import { callingAgent, Looks } from '../audit/index.js'
import { adminOrModerator, type Call, Xrpc, XrpcController } from '../xrpc/index.js'
import { InviteAdministration } from './invite-administration.js'
import { inviteView } from './invite-code.js'
import { InviteLedger } from './invite-ledger.js'

const { disableAccountInvites, disableInviteCodes, enableAccountInvites, getInviteCodes } = com.atproto.admin

/** Invite codes as administrators see and switch them off: `com.atproto.admin`. */
@XrpcController()
export class InviteAdministrationXrpc {
  constructor(
    private readonly ledger: InviteLedger,
    private readonly administration: InviteAdministration,
    private readonly looks: Looks,
  ) {}

  @Xrpc(getInviteCodes, adminOrModerator('invites.view'))
  async getInviteCodes(call: Call<typeof getInviteCodes>) {
    const { sort, limit, cursor } = call.params
    const read = () => this.ledger.page(sort, limit, cursor)
    const { codes, ...more } = await this.looks.ofCall(call, { action: 'invites.view' }, read)
    return { ...more, codes: codes.map(inviteView) }
  }

  @Xrpc(disableInviteCodes, adminOrModerator('invites.revoke'))
  async disableInviteCodes(call: Call<typeof disableInviteCodes>) {
    const { codes = [], accounts = [] } = call.input
    await this.administration.disable(codes, accounts, callingAgent(call))
  }

  @Xrpc(enableAccountInvites, adminOrModerator('accounts.edit', ({ input }) => input.account))
  async enableAccountInvites(call: Call<typeof enableAccountInvites>) {
    await this.administration.allow(call.input.account, true, callingAgent(call))
  }

  @Xrpc(disableAccountInvites, adminOrModerator('accounts.edit', ({ input }) => input.account))
  async disableAccountInvites(call: Call<typeof disableAccountInvites>) {
    await this.administration.allow(call.input.account, false, callingAgent(call))
  }
}
