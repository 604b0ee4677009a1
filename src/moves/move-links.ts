import { createHash, timingSafeEqual } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { Clock, Random } from '../telemetry/index.js'
import { type GuidedMove, OPEN_STATES } from './keeping/guided-move.js'
import { GuidedMoveStore } from './keeping/guided-move.store.js'
import { MoveLinkOver } from './moves.errors.js'

const TOKEN_BYTES = 32

/** Links by which moves begin: each goes on in the browser in which it was opened, and in no other. */
@Injectable()
export class MoveLinks {
  constructor(
    private readonly moves: GuidedMoveStore,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** What a new link says, which is kept nowhere, and under what it is known. */
  make(): { readonly token: string; readonly tokenHash: Uint8Array } {
    const token = Buffer.from(this.random.bytes(TOKEN_BYTES)).toString('base64url')
    return { token, tokenHash: digestOf(token) }
  }

  /** A move that is not over, whose link was not opened yet, or in this browser. @throws {MoveLinkOver} */
  async byToken(token: string, deviceId: Uint8Array): Promise<GuidedMove> {
    const move = await this.moves.findByToken(digestOf(token), this.#now())
    const isOpen = move && (OPEN_STATES as readonly string[]).includes(move.state)
    if (isOpen && !move.deviceId) return move
    return good(move, deviceId)
  }

  /** A move in the browser in which its link was opened. @throws {MoveLinkOver} */
  async find(id: string, deviceId: Uint8Array): Promise<GuidedMove> {
    return good(await this.moves.find(id, this.#now()), deviceId)
  }

  /** Binds a link to a browser, once. @throws {MoveLinkOver} */
  async open({ id }: GuidedMove, deviceId: Uint8Array): Promise<void> {
    if (!(await this.moves.open(id, deviceId, this.#now()))) throw new MoveLinkOver()
  }

  #now(): Date {
    return new Date(this.clock.nowMs())
  }
}

function good(move: GuidedMove | undefined, deviceId: Uint8Array): GuidedMove {
  if (!move?.deviceId || move.state === 'expired' || !isSame(move.deviceId, deviceId))
    throw new MoveLinkOver()
  return move
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other)
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
