import { Injectable } from '@nestjs/common'
import { EmailRequired } from '../account/index.js'
import { ServiceConfig } from '../config/index.js'
import { type MoveState, withoutSlash } from '../migration/index.js'
import { type GuidedMove, isAccountHere } from './keeping/guided-move.js'
import { MoveSecrets } from './keeping/move-secrets.js'
import { MovePeople } from './move-people.js'
import { MoveNotReady } from './moves.errors.js'
import { Moving } from './moving.js'
import { type OldSession, OldSignIn } from './old-sign-in.js'

/** By which members show at the old server that it is them. */
export interface OldProof {
  readonly password: string
  /** mailed by the old server for signing in, where it wants one */
  readonly code: string | undefined
}

/** What a member wants of the account here. */
export interface WantedAccount {
  /** not looked at where an organization has the sign-in */
  readonly password: string
  /** whole, or its first part */
  readonly handle: string
  /** empty: that of the old server */
  readonly email: string
  /** to the terms, where there are any */
  readonly agreed: boolean
  /** as in the header `Accept-Language` */
  readonly locale: string
}

const BY = 'move-link'

/** What members do so that their move begins and goes on. */
@Injectable()
export class MoveStart {
  constructor(
    private readonly moving: Moving,
    private readonly signIn: OldSignIn,
    private readonly people: MovePeople,
    private readonly secrets: MoveSecrets,
    private readonly service: ServiceConfig,
  ) {}

  /** Begins a move, or begins it anew while there is no account here. @throws {OldSignInFailed | Refusal} */
  async begin(move: GuidedMove, proof: OldProof, wanted: WantedAccount): Promise<void> {
    if (isAccountHere(move)) throw new MoveNotReady('The account is here already')
    const newHandle =
      move.newHandle ?? (await this.people.handleFor(move.did, this.#whole(wanted.handle), false))
    // Whether an organization has the sign-in may depend on the address, which the old server tells.
    if (wanted.password !== '' && !(await this.people.organizations.of(newHandle, undefined)))
      this.people.checkPassword(wanted.password)
    const note = await this.people.agreement(newHandle, wanted.agreed, wanted.locale)
    const session = await this.signIn.enter(move, proof.password, proof.code)
    try {
      const email = await this.#emailOf(wanted.email, session)
      const organization = await this.people.organizations.of(newHandle, email)
      if (!organization) this.people.checkPassword(wanted.password)
      const passage = this.#passageOf(move, session, newHandle, email)
      const keys = { old: session.tokens, ...(!organization && { password: wanted.password }) }
      await note(undefined, move.did)
      await this.moving.go(move, { passage, keys }, BY)
    } catch (error) {
      await this.signIn.leave(move, session.tokens)
      throw error
    }
  }

  /** Signs in at the old server again, so that a move goes on. @throws {OldSignInFailed | MoveNotReady} */
  async signInAgain(move: GuidedMove, proof: OldProof): Promise<void> {
    const keys = await this.secrets.read(move.id)
    if (!keys) throw new MoveNotReady('The move is over')
    const { tokens: old } = await this.signIn.enter(move, proof.password, proof.code)
    await this.moving.go(move, { keys: { ...keys, old } }, BY)
  }

  /** Takes the code that the old server has mailed. @throws {MoveNotReady} */
  async giveCode(move: GuidedMove, code: string): Promise<void> {
    const keys = await this.secrets.read(move.id)
    if (!keys || move.wish !== 'code') throw new MoveNotReady('No code is waited for')
    await this.moving.go(move, { keys: { ...keys, code } }, BY)
  }

  /** Tries once more. @throws {MoveNotReady} */
  async goOn(move: GuidedMove): Promise<void> {
    if (move.state !== 'failed' && move.wish !== 'document') throw new MoveNotReady('Nothing has failed')
    await this.moving.go(move, {}, BY)
  }

  /** Goes on where the member has signed in with their organization meanwhile. @returns the move as it is then */
  async goOnLinked(move: GuidedMove): Promise<GuidedMove> {
    if (move.wish !== 'organization' || move.state !== 'waiting') return move
    if (await this.people.organizations.missing(move)) return move
    try {
      await this.moving.go(move, {}, BY)
    } catch (error) {
      // In another window it goes on already.
      if (!(error instanceof MoveNotReady)) throw error
    }
    return this.moving.renewed(move)
  }

  async #emailOf(wanted: string, session: OldSession): Promise<string> {
    const email = await this.people.emailOf(wanted.trim() || session.email)
    if (email === undefined) throw new EmailRequired()
    return email
  }

  #passageOf({ did, origin }: GuidedMove, session: OldSession, newHandle: string, email: string): MoveState {
    return {
      ...{ version: 1, did, from: withoutSlash(origin), to: withoutSlash(this.service.publicUrl) },
      ...{ oldHandle: session.handle, newHandle, email, done: [], blobsGone: [] },
    }
  }

  /** A name alone is one below the first domain of this service. */
  #whole(handle: string): string {
    const name = handle.trim().replace(/^@/, '')
    return name.includes('.') ? name : `${name}${this.service.handleDomains[0] ?? ''}`
  }
}
