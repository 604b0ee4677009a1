import type { IncomingMessage } from 'node:http'
import { AddressList } from './address-list.js'

/** Loopback, link-local and unique-local addresses: a proxy of one's own stands there. */
const OWN = new AddressList([
  '127.0.0.0/8',
  '::1/128',
  '169.254.0.0/16',
  'fe80::/10',
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  'fc00::/7',
])

/** Whether `X-Forwarded-*` headers from this address are believed. */
export function isTrustedProxy(address: string): boolean {
  return OWN.has(address)
}

/** The client's address, as Fastify's `request.ip`, where there is only Node's request: in WebSocket gateways. */
export function clientAddress(request: IncomingMessage): string {
  const forwarded = String(request.headers['x-forwarded-for'] ?? '')
  let address = request.socket.remoteAddress ?? ''
  for (const next of forwarded.split(',').reverse()) {
    if (!isTrustedProxy(address) || next.trim() === '') break
    address = next.trim()
  }
  return address
}
