import { Injectable } from '@nestjs/common'
import { INVITE_ADMIN, Invites, InviteStore } from '../account/index.js'
import type { Agent } from '../audit/index.js'
import type { Queryable } from '../database/index.js'
import { MOVE_LIFE_MS } from './moving.js'

/** Invite codes of moves: each lets one account be made, and nobody sees it. */
@Injectable()
export class MoveCodes {
  constructor(
    private readonly invites: Invites,
    private readonly store: InviteStore,
  ) {}

  /** Makes one. The account is made some time after the link was followed. */
  async issue(tx: Queryable, linkExpiresAt: Date, { type, id }: Agent): Promise<string> {
    const terms = { expiresAt: new Date(linkExpiresAt.getTime() + MOVE_LIFE_MS) }
    const order = { count: 1, uses: 1, forAccount: INVITE_ADMIN, maker: { type, id }, terms }
    return (await this.invites.issue(tx, order))[0]!
  }

  /** Makes one good for nothing. */
  async end(tx: Queryable, code: string, now: Date): Promise<void> {
    await this.store.disable(tx, [code], [], now)
  }
}
