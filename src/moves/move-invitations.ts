import { Injectable } from '@nestjs/common'
import type { Agent } from '../audit/index.js'
import { ServiceConfig } from '../config/index.js'
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

  /** Keeps invitations, then sends letters to those who have an address. @throws {MoveNotReady} */
  async invite(
    accounts: readonly InvitableAccount[],
    language: MailLanguage,
    agent: Agent,
  ): Promise<readonly MadeMove[]> {
    const wanted = accounts.map((account) => ({ ...this.links.make(), account, language }))
    const moves = await this.book.add(wanted, agent)
    const made: MadeMove[] = []
    for (const [at, move] of moves.entries()) made.push(await this.#handOver(move, wanted[at]!.token))
    return made
  }

  /** Sends another link, for somebody who has lost the letter or the browser. @throws {MoveNotReady} */
  async again(move: GuidedMove, agent: Agent): Promise<MadeMove> {
    const { token, tokenHash } = this.links.make()
    return this.#handOver(await this.book.renew(move, tokenHash, agent), token)
  }

  async #handOver(move: GuidedMove, token: string): Promise<MadeMove> {
    const url = `${this.service.publicUrl}${MOVE_PATH}?${new URLSearchParams({ link: token }).toString()}`
    const { did, oldHandle, newHandle, language, expiresAt, origin, email: to } = move
    if (to === undefined) return { move, url }
    const name = oldHandle ?? did
    await this.mails.send({ to, name, language, url, expiresAt, newHandle, from: new URL(origin).host })
    return { move, url: undefined }
  }
}
