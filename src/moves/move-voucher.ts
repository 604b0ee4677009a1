import { Injectable } from '@nestjs/common'
import { type SignUp, SignUpVoucher } from '../lifecycle/index.js'
import { Clock } from '../telemetry/index.js'
import { GuidedMoveStore } from './keeping/guided-move.store.js'
import { MoveOrganizations } from './move-organizations.js'

/**
 * Vouches for members who move here while this server takes the steps: whoever proves to be the account of a move, and has
 * its invite code, which nobody sees, is this server.
 */
@Injectable()
export class MoveVoucher extends SignUpVoucher {
  constructor(
    private readonly moves: GuidedMoveStore,
    private readonly organizations: MoveOrganizations,
    private readonly clock: Clock,
  ) {
    super()
  }

  override async vouches({ did, requester, inviteCode, handle, email }: SignUp): Promise<boolean> {
    if (did === undefined || did !== requester || inviteCode === undefined) return false
    const move = await this.moves.findOpen(did, new Date(this.clock.nowMs()))
    if (move?.state !== 'underWay' || move.inviteCode !== inviteCode) return false
    return (await this.organizations.of(handle.toLowerCase(), email?.toLowerCase())) !== undefined
  }
}
