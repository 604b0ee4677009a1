import { com } from '@guildhall/lexicon'
import { adminOnly, type Call, Xrpc, XrpcController } from '../xrpc/index.js'
import { Invites } from './invites.js'

/** Invite codes, made by the administrator: `com.atproto.server`. */
@XrpcController()
export class InvitesXrpc {
  constructor(private readonly invites: Invites) {}

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
}
