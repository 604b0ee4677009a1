import { Injectable } from '@nestjs/common'
import { PdsFailure, type PdsSession, type PdsTokens } from '../migration/index.js'
import { OutboundError } from '../outbound/index.js'
import type { GuidedMove } from './keeping/guided-move.js'
import { OldSignInFailed, type OldSignInProblem } from './moves.errors.js'
import { MoveServers } from './running/move-servers.js'

/** Somebody signed in at the old server. */
export interface OldSession extends PdsSession {
  readonly tokens: PdsTokens
}

/** Signs members in at the server they come from. Their password is sent there, and kept nowhere. */
@Injectable()
export class OldSignIn {
  constructor(private readonly servers: MoveServers) {}

  /** @param code the one that was mailed for signing in, where one was wanted @throws {OldSignInFailed} */
  async enter({ did, origin }: GuidedMove, password: string, code: string | undefined): Promise<OldSession> {
    let tokens: PdsTokens | undefined
    const keep = (fresh: PdsTokens): Promise<void> => {
      tokens = fresh
      return Promise.resolve()
    }
    const server = this.servers.old(origin, { keep })
    try {
      const session = await server.signIn(did, password, code)
      if (session.isOfAppPassword) await this.#turnAway(server.signOut(), 'app-password')
      if (session.did !== did) await this.#turnAway(server.signOut(), 'wrong-account')
      return { ...session, tokens: tokens! }
    } catch (error) {
      if (error instanceof PdsFailure || error instanceof OutboundError)
        throw new OldSignInFailed(problemOf(error), { cause: error })
      throw error
    }
  }

  /** Ends a session that nobody needs any more; where the server does not answer, it ends by itself. */
  async leave({ origin }: GuidedMove, tokens: PdsTokens): Promise<void> {
    await Promise.allSettled([this.servers.old(origin, { tokens }).signOut()])
  }

  async #turnAway(leaving: Promise<void>, problem: OldSignInProblem): Promise<never> {
    await Promise.allSettled([leaving])
    throw new OldSignInFailed(problem)
  }
}

function problemOf(error: PdsFailure | OutboundError): OldSignInProblem {
  if (error instanceof OutboundError || error.status >= 500 || error.status === 429) return 'unavailable'
  return error.code === 'AuthFactorTokenRequired' ? 'code-sent' : 'wrong-credentials'
}
