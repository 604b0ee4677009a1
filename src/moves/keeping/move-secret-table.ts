import { Injectable } from '@nestjs/common'
import { Database } from '../../database/index.js'
import { WrappedKeyTable } from '../../identity/index.js'
import { contextOfMove } from './move-secrets.js'

/** The secrets of moves, in the table `guided_move_secret`. */
@Injectable()
export class MoveSecretTable extends WrappedKeyTable {
  constructor(db: Database) {
    super(db, { table: 'guided_move_secret', id: 'id', wrapped: 'wrapped', kekId: 'kek_id' })
  }

  override contextOf(id: string): string {
    return contextOfMove(id)
  }
}
