import { com } from '@guildhall/lexicon'
import {
  type AccountCredential,
  type Call,
  callerOfKind,
  rpcScope,
  signedIn,
  Xrpc,
  XrpcController,
} from '../xrpc/index.js'
import { type Power, ServiceTokenIssue } from './service-token-issue.js'

const { getServiceAuth } = com.atproto.server

/** What each credential lets ask for. */
const POWERS: Readonly<Record<AccountCredential, Power>> = {
  session: 'all',
  appPasswordPrivileged: 'privileged',
  appPassword: 'plain',
  takendown: 'leaving',
  // What it may call is in its scopes, which are looked at before.
  oauth: 'privileged',
  // A token for one method; the access policy below does not take it.
  service: 'leaving',
}

/** An application gets tokens for what it might call itself. */
const scopeOf = ({ params }: Call<typeof getServiceAuth>) => rpcScope(params.lxm ?? '*', params.aud)

/** Calling other services in the name of an account: `com.atproto.server.getServiceAuth`. */
@XrpcController()
export class ServiceAuthXrpc {
  constructor(private readonly tokens: ServiceTokenIssue) {}

  @Xrpc(getServiceAuth, signedIn(scopeOf, { takendown: true }))
  async getServiceAuth({ caller, params }: Call<typeof getServiceAuth>) {
    const { did, credential } = callerOfKind(caller, 'account')
    const { aud, lxm, exp } = params
    return { token: await this.tokens.issue(did, { aud, lxm, exp }, POWERS[credential]) }
  }
}
