import { com } from '@guildhall/lexicon'
import { callingAgent } from '../audit/index.js'
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
  ) {}

  @Xrpc(getInviteCodes, adminOrModerator('invites.view'))
  async getInviteCodes({ params }: Call<typeof getInviteCodes>) {
    const { codes, ...more } = await this.ledger.page(params.sort, params.limit, params.cursor)
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
