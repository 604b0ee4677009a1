import { com } from '@guildhall/lexicon'
import {
  anyone,
  type Call,
  limitByIp,
  MINUTE_MS,
  Xrpc,
  XrpcController,
  type XrpcMethod,
} from '../xrpc/index.js'
import { HandleLookup } from './handle-lookup.js'
import { IdentityLookup } from './identity-lookup.js'

const { refreshIdentity, resolveDid, resolveHandle, resolveIdentity } = com.atproto.identity

/** What may ask other servers: enough for people, too little to make this one ask on and on. */
const lookups = <M extends XrpcMethod>() => limitByIp<M>(300, 5 * MINUTE_MS)
const refreshes = <M extends XrpcMethod>() => limitByIp<M>(30, 5 * MINUTE_MS)

/** Finding identities: `com.atproto.identity`. */
@XrpcController()
export class HandlesXrpc {
  constructor(
    private readonly lookup: HandleLookup,
    private readonly identities: IdentityLookup,
  ) {}

  @Xrpc(resolveHandle, anyone)
  async resolveHandle({ params }: Call<typeof resolveHandle>) {
    return { did: await this.lookup.resolve(params.handle) }
  }

  @Xrpc(resolveDid, anyone, { limit: lookups() })
  async resolveDid({ params }: Call<typeof resolveDid>) {
    return { didDoc: await this.identities.document(params.did) }
  }

  @Xrpc(resolveIdentity, anyone, { limit: lookups() })
  resolveIdentity({ params }: Call<typeof resolveIdentity>) {
    return this.identities.identity(params.identifier)
  }

  @Xrpc(refreshIdentity, anyone, { limit: refreshes() })
  refreshIdentity({ input }: Call<typeof refreshIdentity>) {
    return this.identities.identity(input.identifier, { refresh: true })
  }
}
