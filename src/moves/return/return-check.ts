import { pdsOf } from '@guildhall/identity'
import { Injectable } from '@nestjs/common'
import { Accounts } from '../../account/index.js'
import { DidDocuments } from '../../identity/index.js'
import type { GuidedMove } from '../keeping/guided-move.js'
import { MoveNotReady, MovePastReturn } from '../moves.errors.js'
import { MoveServers } from '../running/move-servers.js'

/** Says whether a move can be taken back by deleting what is here: as long as the account is at home where it was. */
@Injectable()
export class ReturnCheck {
  constructor(
    private readonly accounts: Accounts,
    private readonly documents: DidDocuments,
    private readonly servers: MoveServers,
  ) {}

  /**
   * Whether there is an account here that has to be deleted.
   * @throws {MoveNotReady | MovePastReturn | DidUnresolvable}
   */
  async hasAccount({ did, state, passage }: GuidedMove): Promise<boolean> {
    if (state === 'underWay')
      throw new MoveNotReady('The move is under way; it can be taken back when it waits')
    if (state === 'done' || state === 'rolledBack') throw new MoveNotReady('The move is over')
    // Without a passage nothing here is of this move.
    const account = passage && (await this.accounts.byDid(did))
    if (!account) return false
    // What is signed may be sent by whoever has it.
    const isSigned = passage.wayHere?.operation !== undefined
    if (account.status !== 'deactivated' || passage.done.includes('identity') || isSigned)
      throw new MovePastReturn()
    const document = await this.documents.resolve(did, { refresh: true })
    if (this.servers.isHere((document && pdsOf(document)) ?? '')) throw new MovePastReturn()
    return true
  }
}
