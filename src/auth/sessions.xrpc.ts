import { com } from '@guildhall/lexicon'
import { isTakenDown } from '../account/index.js'
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
import { EmailFactor } from './email-factor.js'
import { SessionViews } from './session-views.js'
import { Sessions } from './sessions.js'
import { SignIn } from './sign-in.js'

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
    private readonly signIn: SignIn,
    private readonly sessions: Sessions,
    private readonly views: SessionViews,
    private readonly factor: EmailFactor,
    private readonly events: BusinessEvents,
  ) {}

  @Xrpc(createSession, anyone, {
    limit: [guesses(300, DAY_MS), guesses(30, 5 * MINUTE_MS)],
    errors: ['InvalidToken', 'ExpiredToken'],
  })
  async createSession({ input, ip }: Call<typeof createSession>) {
    const { identifier, password, allowTakendown } = input
    const signedIn = await this.signIn.signIn(identifier, password, { ip, allowTakendown })
    await this.factor.check(signedIn, input.authFactorToken)
    const { account } = signedIn
    const view = await this.views.view(account)
    const session = isTakenDown(account)
      ? this.sessions.openTakendown(account.did)
      : await this.sessions.open(undefined, account.did, signedIn)
    this.events.sessionCreated(createSession.nsid)
    return { ...view, ...session }
  }

  @Xrpc(refreshSession, refreshToken())
  async refreshSession({ caller }: Call<typeof refreshSession>) {
    const { account, accessJwt, refreshJwt } = await this.sessions.refresh(callerOfKind(caller, 'refresh'))
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
