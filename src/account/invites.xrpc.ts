import { com } from '@guildhall/lexicon'
import { callingAgent } from '../audit/index.js'
import { Clock } from '../telemetry/index.js'
import { adminOnly, type Call, callerOfKind, signedIn, Xrpc, XrpcController } from '../xrpc/index.js'
import { EarnedInvites } from './earned-invites.js'
import { InviteAdministration } from './invite-administration.js'
import { inviteView } from './invite-code.js'

/** Invite codes, made by the administrator or earned: `com.atproto.server`. */
@XrpcController()
export class InvitesXrpc {
  constructor(
    private readonly administration: InviteAdministration,
    private readonly earned: EarnedInvites,
    private readonly clock: Clock,
  ) {}

  @Xrpc(com.atproto.server.createInviteCode, adminOnly('invites.create'))
  async createInviteCode(call: Call<typeof com.atproto.server.createInviteCode>) {
    const { useCount, forAccount } = call.input
    const accounts = forAccount === undefined ? [] : [forAccount]
    const [made] = await this.administration.create({ codeCount: 1, useCount, accounts }, callingAgent(call))
    return { code: made!.codes[0]! }
  }

  @Xrpc(com.atproto.server.createInviteCodes, adminOnly('invites.create'))
  async createInviteCodes(call: Call<typeof com.atproto.server.createInviteCodes>) {
    const { codeCount, useCount, forAccounts: accounts = [] } = call.input
    return { codes: await this.administration.create({ codeCount, useCount, accounts }, callingAgent(call)) }
  }

  @Xrpc(com.atproto.server.getAccountInviteCodes, signedIn(undefined, { appPassword: 'no' }))
  async getAccountInviteCodes({ caller, params }: Call<typeof com.atproto.server.getAccountInviteCodes>) {
    const now = new Date(this.clock.nowMs())
    const codes = await this.earned.of(callerOfKind(caller, 'account').did, params, now)
    return { codes: codes.map(inviteView) }
  }
}
