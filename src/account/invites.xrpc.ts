import { com } from '@guildhall/lexicon'
import { Clock } from '../telemetry/index.js'
import { adminOnly, type Call, callerOfKind, signedIn, Xrpc, XrpcController } from '../xrpc/index.js'
import { EarnedInvites } from './earned-invites.js'
import { inviteView } from './invite-code.js'
import { Invites } from './invites.js'

/** Invite codes, made by the administrator or earned: `com.atproto.server`. */
@XrpcController()
export class InvitesXrpc {
  constructor(
    private readonly invites: Invites,
    private readonly earned: EarnedInvites,
    private readonly clock: Clock,
  ) {}

  @Xrpc(com.atproto.server.createInviteCode, adminOnly)
  async createInviteCode({ input }: Call<typeof com.atproto.server.createInviteCode>) {
    const { useCount, forAccount } = input
    const accounts = forAccount === undefined ? [] : [forAccount]
    const [made] = await this.invites.create({ codeCount: 1, useCount, accounts })
    return { code: made!.codes[0]! }
  }

  @Xrpc(com.atproto.server.createInviteCodes, adminOnly)
  async createInviteCodes({ input }: Call<typeof com.atproto.server.createInviteCodes>) {
    const { codeCount, useCount, forAccounts: accounts = [] } = input
    return { codes: await this.invites.create({ codeCount, useCount, accounts }) }
  }

  @Xrpc(com.atproto.server.getAccountInviteCodes, signedIn(undefined, { appPassword: 'no' }))
  async getAccountInviteCodes({ caller, params }: Call<typeof com.atproto.server.getAccountInviteCodes>) {
    const now = new Date(this.clock.nowMs())
    const codes = await this.earned.of(callerOfKind(caller, 'account').did, params, now)
    return { codes: codes.map(inviteView) }
  }
}
