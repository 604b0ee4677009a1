import { WebSocketGateway } from '@nestjs/websockets'
import { GATEWAY_METADATA } from '@nestjs/websockets/constants.js'
import type { AnyoneAccess } from './access.js'
import type { SubscriptionMethod } from './call.js'
import { XRPC_ROOT } from './xrpc.js'

/** Clients have nothing to say beyond control frames (bytes). */
const PAYLOAD_BYTES_MAX = 4_096

/** A subscription as its decorator declares it. */
export interface SubscriptionRoute {
  readonly method: SubscriptionMethod
  readonly access: AnyoneAccess
}

const subscriptions = new WeakMap<object, SubscriptionRoute>()

/**
 * Makes a class serve a subscription: `handleConnection(ws, request)` is called for every client. What clients send is
 * ignored, frames go out uncompressed.
 * @param access who may subscribe. Credentials are not looked at, so the only policy is `anyone`
 */
export function XrpcSubscription(method: SubscriptionMethod, access: AnyoneAccess): ClassDecorator {
  return (target) => {
    subscriptions.set(target, { method, access })
    const path = `/${XRPC_ROOT}/${method.nsid}`
    WebSocketGateway({ path, perMessageDeflate: false, maxPayload: PAYLOAD_BYTES_MAX })(target)
  }
}

/** What a class was decorated with. */
export function subscriptionOf(gateway: object): SubscriptionRoute | undefined {
  return subscriptions.get(gateway)
}

/** Whether a class takes WebSocket connections, however it was decorated. */
export function isGateway(type: object): boolean {
  return typeof type === 'function' && Reflect.hasMetadata(GATEWAY_METADATA, type)
}
