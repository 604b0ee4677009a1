import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { AccountData } from '../../account/index.js'
import type { Queryable } from '../../database/index.js'
import { GuidedMoveStore } from './guided-move.store.js'

/** Forgets the moves of deleted accounts. One that was taken back stays: the account is elsewhere, and was never here. */
@Injectable()
export class MoveData extends AccountData {
  constructor(private readonly moves: GuidedMoveStore) {
    super()
  }

  override erase(tx: Queryable, did: Did): Promise<void> {
    return this.moves.forget(tx, did)
  }
}
