import { com } from '@guildhall/lexicon'
import { BusinessEvents } from '../telemetry/index.js'
import {
  accountScope,
  allowsScope,
  anyone,
  type Call,
  callerOfKind,
  DAY_MS,
  limitBy,
  MINUTE_MS,
  noScope,
  refreshToken,
  signedIn,
  Xrpc,
  XrpcController,
} from '../xrpc/index.js'
import { PasswordSessions } from './password-sessions.js'
import { SessionViews } from './session-views.js'
import { Sessions } from './sessions.js'

const { createSession, deleteSession, getSession, refreshSession } = com.atproto.server

/** Guesses at one name from one address are counted together, in whatever case it is written. */
const guesses = (points: number, windowMs: number) =>
  limitBy<typeof createSession>(
    ({ input, ip }) => `${input.identifier.toLowerCase()}-${ip}`,
    points,
    windowMs,
  )

/** Signing in and out: `com.atproto.server`. */
@XrpcController()
export class SessionsXrpc {
  constructor(
    private readonly passwords: PasswordSessions,
    private readonly sessions: Sessions,
    private readonly views: SessionViews,
    private readonly events: BusinessEvents,
  ) {}

  @Xrpc(createSession, anyone, {
    limit: [guesses(300, DAY_MS), guesses(30, 5 * MINUTE_MS)],
    errors: ['InvalidToken', 'ExpiredToken'],
  })
  async createSession({ input, ip }: Call<typeof createSession>) {
    const { account, accessJwt, refreshJwt } = await this.passwords.open(input, ip)
    this.events.sessionCreated(createSession.nsid)
    return { ...(await this.views.view(account)), accessJwt, refreshJwt }
  }

  @Xrpc(refreshSession, refreshToken())
  async refreshSession({ caller }: Call<typeof refreshSession>) {
    const { account, accessJwt, refreshJwt } = await this.passwords.refresh(callerOfKind(caller, 'refresh'))
    return { ...(await this.views.view(account)), accessJwt, refreshJwt }
  }

  @Xrpc(getSession, signedIn(noScope))
  async getSession({ caller }: Call<typeof getSession>) {
    const account = await this.sessions.owner(callerOfKind(caller, 'account').did)
    const showsEmail = allowsScope(caller, accountScope('email', 'read'))
    return this.views.view(account, { showsEmail })
  }

  @Xrpc(deleteSession, refreshToken({ allowExpired: true }))
  async deleteSession({ caller }: Call<typeof deleteSession>) {
    await this.sessions.end(callerOfKind(caller, 'refresh'))
  }
}
