import type { IncomingHttpHeaders } from 'node:http'

/** How somebody who administers has proved who they are. */
export const AGENT_TYPES = [
  'member',
  'password',
  'token',
  'service',
  'command',
  'connection',
  'setup-link',
  'system',
] as const
export type AgentType = (typeof AGENT_TYPES)[number]

/** Who acts, the same for all that one request does. */
export interface Agent {
  readonly type: AgentType
  /** DID of a member or service, id of a token, of an organization's connection or of a link to set one up, name of an account of the machine; of the password there is none */
  readonly id?: string | undefined
  /** the role that allows it */
  readonly role?: string | undefined
  /** in whose name a token acts */
  readonly onBehalfOf?: string | undefined
  readonly sessionId?: string | undefined
  /** who wanted it, where that took two people: whoever asked, then whoever agreed */
  readonly approvals?: readonly string[] | undefined
  readonly ip?: string | undefined
  readonly userAgent?: string | undefined
  /** what the case is called in another system */
  readonly ticket?: string | undefined
}

const USER_AGENT_LENGTH_MAX = 300
const TICKET_LENGTH_MAX = 100

/** Names a case of another system, with whatever is asked for. */
const TICKET_HEADER = 'x-ticket'

/** As much of a call of `com.atproto.admin` as says who makes it. */
export interface AdministrativeCall {
  readonly caller: {
    readonly kind: string
    readonly did?: string
    readonly token?: { readonly id: string; readonly onBehalfOf?: string | undefined }
  }
  readonly ip: string
  readonly headers: IncomingHttpHeaders
}

/** Who makes a call of `com.atproto.admin`: the holder of the password or of a token, or the moderation service. */
export function callingAgent({ caller, ip, headers }: AdministrativeCall): Agent {
  const place = placeOf({ ip, headers })
  if (caller.kind === 'service') return { type: 'service', id: caller.did, ...place }
  if (caller.token) return { type: 'token', ...caller.token, ...place }
  return { type: 'password', ...place }
}

/** Where a request comes from, and the case that it names. */
export function placeOf({ ip, headers }: Pick<AdministrativeCall, 'ip' | 'headers'>) {
  const given = headers[TICKET_HEADER]
  const ticket = typeof given === 'string' ? given.trim().slice(0, TICKET_LENGTH_MAX) : ''
  return { ip, userAgent: shownUserAgent(headers['user-agent']), ...(ticket !== '' && { ticket }) }
}

/** As much of the header `User-Agent` as is kept. */
export function shownUserAgent(header: string | undefined): string | undefined {
  return header?.slice(0, USER_AGENT_LENGTH_MAX)
}
