import { com } from '@guildhall/lexicon'
import { anyone, type Call, Xrpc, XrpcController } from '../xrpc/index.js'
import { HandleLookup } from './handle-lookup.js'

/** Finding identities: `com.atproto.identity`. */
@XrpcController()
export class HandlesXrpc {
  constructor(private readonly lookup: HandleLookup) {}

  @Xrpc(com.atproto.identity.resolveHandle, anyone)
  async resolveHandle({ params }: Call<typeof com.atproto.identity.resolveHandle>) {
    return { did: await this.lookup.resolve(params.handle) }
  }
}
