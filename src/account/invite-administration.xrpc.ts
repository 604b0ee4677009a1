import { com } from '@guildhall/lexicon'
import { adminOrModerator, type Call, Xrpc, XrpcController } from '../xrpc/index.js'
import { inviteView } from './invite-code.js'
import { InviteLedger } from './invite-ledger.js'

const { disableAccountInvites, disableInviteCodes, enableAccountInvites, getInviteCodes } = com.atproto.admin

/** Invite codes as administrators see and switch them off: `com.atproto.admin`. */
@XrpcController()
export class InviteAdministrationXrpc {
  constructor(private readonly ledger: InviteLedger) {}

  @Xrpc(getInviteCodes, adminOrModerator)
  async getInviteCodes({ params }: Call<typeof getInviteCodes>) {
    const { codes, ...more } = await this.ledger.page(params.sort, params.limit, params.cursor)
    return { ...more, codes: codes.map(inviteView) }
  }

  @Xrpc(disableInviteCodes, adminOrModerator)
  async disableInviteCodes({ input }: Call<typeof disableInviteCodes>) {
    await this.ledger.disable(input.codes ?? [], input.accounts ?? [])
  }

  @Xrpc(enableAccountInvites, adminOrModerator)
  async enableAccountInvites({ input }: Call<typeof enableAccountInvites>) {
    await this.ledger.allow(input.account, true)
  }

  @Xrpc(disableAccountInvites, adminOrModerator)
  async disableAccountInvites({ input }: Call<typeof disableAccountInvites>) {
    await this.ledger.allow(input.account, false)
  }
}
