import { com } from '@guildhall/lexicon'
import { Lockout, SignInNotes } from '../account/index.js'
import { AccountCreation, type SignUp } from '../lifecycle/index.js'
import { BusinessEvents } from '../telemetry/index.js'
import {
  type Call,
  limitByIp,
  MINUTE_MS,
  optionalServiceAuth,
  signedIn,
  Xrpc,
  XrpcController,
} from '../xrpc/index.js'
import { type SessionPair, Sessions } from './sessions.js'

const { createAccount } = com.atproto.server

/** Signing up: `com.atproto.server.createAccount` and what clients ask afterwards. */
@XrpcController()
export class SignUpXrpc {
  constructor(
    private readonly creation: AccountCreation,
    private readonly sessions: Sessions,
    private readonly lockout: Lockout,
    private readonly notes: SignInNotes,
    private readonly events: BusinessEvents,
  ) {}

  /** Whoever moves here proves to be the DID with a token of the service they come from. */
  @Xrpc(createAccount, optionalServiceAuth(), {
    limit: limitByIp(100, 5 * MINUTE_MS),
    errors: ['AlreadyExists', 'SignUpLimitReached'],
  })
  async createAccount({ input, caller, ip }: Call<typeof createAccount>) {
    const requester = caller.kind === 'service' ? caller.did : undefined
    const session = await this.#signUp({ ...askedIn(input), requester }, ip)
    const { did, handle, didDoc, accessJwt, refreshJwt } = session
    return { did, handle, ...(didDoc && { didDoc }), accessJwt, refreshJwt }
  }

  /** There is no queue: whoever has an account may use it. */
  @Xrpc(com.atproto.temp.checkSignupQueue, signedIn())
  checkSignupQueue() {
    return { activated: true }
  }

  async #signUp(wanted: SignUp, ip: string) {
    let session!: SessionPair
    const account = await this.creation.create(wanted, async (did, tx) => {
      session = await this.sessions.open(tx, did)
      await this.lockout.know(did, ip, tx)
      await this.notes.began(tx, did)
    })
    // Who moves here activates the account when everything has arrived.
    this.events.accountCreated(createAccount.nsid, wanted.requester !== undefined)
    this.events.sessionCreated(createAccount.nsid)
    return { ...account, ...session }
  }
}

/**
 * What callers may ask for, one by one: a lexicon lets other fields pass, and a sign-up has some that say who vouches for
 * it.
 */
function askedIn(input: Call<typeof createAccount>['input']): SignUp {
  const { handle, email, password, inviteCode, recoveryKey, did, plcOp } = input
  return { handle, email, password, inviteCode, recoveryKey, did, plcOp }
}
