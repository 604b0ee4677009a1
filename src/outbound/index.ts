/**
 * The way out: the only HTTP client and DNS resolver of the server. It connects to public addresses only (checked
 * when the name is resolved, for every connection), limits size and time, and follows no redirects unless asked.
 */
export { Outbound } from './outbound.js'
export { HostLookup } from './host-lookup.js'
export type {
  OutboundOpenOptions,
  OutboundOptions,
  OutboundReadOptions,
  StopSignal,
} from './outbound-options.js'
export type { OpenAnswer } from './open-answer.js'
export { OutboundResponse } from './outbound-response.js'
export { OutboundError, type OutboundFailure } from './outbound-error.js'
export { TxtResolver } from './txt-resolver.js'
export { isPublicAddress } from './public-address.js'
export { networkOf } from './network-of.js'
export { type PeerCertificate, peerCertificate } from './peer-certificate.js'
export { openWebSocket } from './open-web-socket.js'
export { OutboundConfig } from './outbound.config.js'
export { OutboundModule } from './outbound.module.js'
