import { Injectable } from '@nestjs/common'
import { Administrators } from '../../auth/index.js'
import { RankOf } from '../access/rank-of.js'
import type { AdminToken } from './token.store.js'

/** Whoever makes tokens: members, and the holder of the password. */
@Injectable()
export class TokenMakers {
  constructor(
    private readonly ranks: RankOf,
    private readonly administrators: Administrators,
  ) {}

  /** How high whoever made a token ranks now; 0 where they have no role any more. */
  async rankOf({ createdBy }: Pick<AdminToken, 'createdBy'>): Promise<number> {
    return createdBy === undefined ? this.administrators.passwordGrants.priority : this.ranks.of(createdBy)
  }
}
