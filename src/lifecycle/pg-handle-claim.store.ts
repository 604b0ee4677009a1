import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Database, isUniqueViolation, type Queryable, UnitOfWork } from '../database/index.js'
import { type HandleClaim, HandleClaimStore } from './handle-claim.store.js'
import { LOCK_HANDLE } from './handle-lock.js'

const CLAIM = `
  INSERT INTO handle_claim (did, handle, claimed_at) VALUES ($1, $2, $3)
  ON CONFLICT (did) DO UPDATE SET claimed_at = excluded.claimed_at WHERE handle_claim.handle = excluded.handle`

const IN_THE_WAY = `
  SELECT EXISTS (SELECT FROM account WHERE lower(handle) = $1 AND did <> $2)
      OR EXISTS (SELECT FROM account_draft WHERE lower(handle) = $1) AS taken`

/** Claims in the table `handle_claim`. */
@Injectable()
export class PgHandleClaimStore extends HandleClaimStore {
  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
  ) {
    super()
  }

  override async claim(claim: HandleClaim, now: Date): Promise<'claimed' | 'taken' | 'busy'> {
    const { did, handle } = claim
    try {
      const { rowCount } = await this.db.query({
        name: 'handle-claim',
        text: CLAIM,
        values: [did, handle, now],
      })
      if (rowCount === 0) return 'busy'
    } catch (error) {
      if (isUniqueViolation(error, 'handle_claim_handle_key')) return 'taken'
      throw error
    }
    // Only after the claim is in place: whoever takes the handle from now on meets it.
    if (!(await this.#isTaken(claim))) return 'claimed'
    await this.release(this.db, claim)
    return 'taken'
  }

  override async release(on: Queryable, { did, handle }: HandleClaim): Promise<void> {
    await on.query({
      name: 'handle-claim-release',
      text: 'DELETE FROM handle_claim WHERE did = $1 AND handle = $2',
      values: [did, handle],
    })
  }

  override async releaseAll(on: Queryable, did: Did): Promise<void> {
    await on.query({
      name: 'handle-claim-release-all',
      text: 'DELETE FROM handle_claim WHERE did = $1',
      values: [did],
    })
  }

  override async abandoned(untouchedSince: Date, limit: number): Promise<HandleClaim[]> {
    const { rows } = await this.db.query<HandleClaim>({
      text: 'SELECT did, handle FROM handle_claim WHERE claimed_at < $1 ORDER BY claimed_at LIMIT $2::int4',
      values: [untouchedSince, limit],
    })
    return rows
  }

  #isTaken({ did, handle }: HandleClaim): Promise<boolean> {
    return this.work.run(async (tx) => {
      await tx.query({ name: 'handle-lock', text: LOCK_HANDLE, values: [handle] })
      const { rows } = await tx.query<{ taken: boolean }>({
        name: 'handle-claim-in-the-way',
        text: IN_THE_WAY,
        values: [handle, did],
      })
      return rows[0]!.taken
    })
  }
}
