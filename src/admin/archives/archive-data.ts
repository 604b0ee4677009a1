import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { AccountData } from '../../account/index.js'
import type { Queryable } from '../../database/index.js'
import { Clock } from '../../telemetry/index.js'
import { ArchiveStore } from './archive.store.js'

/** Archives of an account end with it: they are let go within an hour. */
@Injectable()
export class ArchiveData extends AccountData {
  override readonly known = {
    exports: `SELECT id, include, requested_by, created_at, made_at, downloaded_at
              FROM account_archive WHERE did = $1 AND kind = 'export' ORDER BY created_at`,
  }

  constructor(
    private readonly store: ArchiveStore,
    private readonly clock: Clock,
  ) {
    super()
  }

  override erase(tx: Queryable, did: Did): Promise<void> {
    return this.store.expire(tx, { did }, new Date(this.clock.nowMs()))
  }
}
