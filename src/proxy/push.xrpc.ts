import { app } from '@guildhall/lexicon'
import type { Did } from '@guildhall/syntax'
import { type Call, callerOfKind, rpcScope, signedIn, Xrpc, XrpcController } from '../xrpc/index.js'
import { nameOf } from './service.js'
import { ServiceCalls } from './service-calls.js'
import { NOTIFIER, Services } from './services.js'

const { registerPush, unregisterPush } = app.bsky.notification

const scopeOf = (nsid: string, did: Did) => rpcScope(nsid, nameOf({ did, id: NOTIFIER }))

/** Devices that are to get notifications: registered with the service that sends them. */
@XrpcController()
export class PushXrpc {
  constructor(
    private readonly services: Services,
    private readonly calls: ServiceCalls,
  ) {}

  @Xrpc(registerPush, signedIn(({ input }) => scopeOf(registerPush.nsid, input.serviceDid)))
  registerPush(call: Call<typeof registerPush>) {
    return this.#call(call)
  }

  @Xrpc(unregisterPush, signedIn(({ input }) => scopeOf(unregisterPush.nsid, input.serviceDid)))
  unregisterPush(call: Call<typeof unregisterPush>) {
    return this.#call(call)
  }

  async #call({ caller, nsid, input, signal }: Call<typeof registerPush | typeof unregisterPush>) {
    const { did } = callerOfKind(caller, 'account')
    const service = await this.services.notifier(input.serviceDid)
    await this.calls.call(did, service, { nsid, input, signal })
  }
}
