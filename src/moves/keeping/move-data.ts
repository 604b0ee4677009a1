import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { AccountData } from '../../account/index.js'
import type { Queryable } from '../../database/index.js'
import { GuidedMoveStore } from './guided-move.store.js'

/** Forgets the moves of deleted accounts. One that was taken back stays: the account is elsewhere, and was never here. */
@Injectable()
export class MoveData extends AccountData {
  override readonly known = {
    moves: `SELECT origin, old_handle, new_handle, email, language, state, created_at, expires_at, changed_at
              FROM guided_move WHERE did = $1 ORDER BY created_at`,
  }

  constructor(private readonly moves: GuidedMoveStore) {
    super()
  }

  override erase(tx: Queryable, did: Did): Promise<void> {
    return this.moves.forget(tx, did)
  }
}
