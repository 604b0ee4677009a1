import { Injectable } from '@nestjs/common'
import type { Agent } from '../audit/index.js'
import { ServiceConfig } from '../config/index.js'
import type { Queryable } from '../database/index.js'
import { type MailLanguage, MoveMails } from '../mail/index.js'
import { type GuidedMove, MOVE_PATH } from './keeping/guided-move.js'
import { MoveBook } from './move-book.js'
import type { InvitableAccount } from './move-check.js'
import { MoveLinks } from './move-links.js'

/** An invitation that was kept just now, or its link. */
export interface MadeMove {
  readonly move: GuidedMove
  /** the link, where no letter has it; it is kept nowhere */
  readonly url: string | undefined
}

/** Invites people to move here. */
@Injectable()
export class MoveInvitations {
  constructor(
    private readonly book: MoveBook,
    private readonly links: MoveLinks,
    private readonly mails: MoveMails,
    private readonly service: ServiceConfig,
  ) {}

  /** Keeps invitations, with letters to those who have an address. @throws {MoveNotReady} */
  async invite(
    accounts: readonly InvitableAccount[],
    language: MailLanguage,
    agent: Agent,
  ): Promise<readonly MadeMove[]> {
    const wanted = accounts.map((account) => ({ ...this.links.make(), account, language }))
    const moves = await this.book.add(wanted, agent, (tx, move, { token }) => this.#write(tx, move, token))
    return moves.map((move, at) => this.#made(move, wanted[at]!.token))
  }

  /** Sends another link, for somebody who has lost the letter or the browser. @throws {MoveNotReady} */
  async again(move: GuidedMove, agent: Agent): Promise<MadeMove> {
    const { token, tokenHash } = this.links.make()
    const write = (tx: Queryable, renewed: GuidedMove) => this.#write(tx, renewed, token)
    return this.#made(await this.book.renew(move, tokenHash, agent, write), token)
  }

  /** The letter goes with the transaction that keeps the invitation. */
  async #write(tx: Queryable, move: GuidedMove, token: string): Promise<void> {
    const { did, oldHandle, newHandle, language, expiresAt, origin, email: to } = move
    if (to === undefined) return
    const name = oldHandle ?? did
    const from = new URL(origin).host
    await this.mails.send({ to, name, language, url: this.#urlOf(token), expiresAt, newHandle, from }, tx)
  }

  #made(move: GuidedMove, token: string): MadeMove {
    return { move, url: move.email === undefined ? this.#urlOf(token) : undefined }
  }

  #urlOf(token: string): string {
    return `${this.service.publicUrl}${MOVE_PATH}?${new URLSearchParams({ link: token }).toString()}`
  }
}
