import type { IncomingHttpHeaders } from 'node:http'
import type { Account } from '../../account/index.js'
import type { Device } from '../../oauth/index.js'

/** What is known of a request for a page. */
export interface PageRequest {
  readonly headers: IncomingHttpHeaders
  readonly host: string
  readonly ip: string
  readonly query: Readonly<Record<string, unknown>>
}

/** Somebody at the door. */
export interface Arrival {
  readonly device: Device
  readonly ip: string
  /** as in the header `Accept-Language` */
  readonly locale: string
  readonly query: Readonly<Record<string, string>>
  /** since when sign-ins count that are not remembered, in milliseconds since the epoch; `Infinity`: none does */
  readonly sinceMs: number
  /** headers `Set-Cookie` for the answer */
  readonly cookies: string[]
}

/** Somebody who is signed in. */
export interface Visit extends Arrival {
  readonly account: Account
  readonly isRemembered: boolean
  /** whether it was proved just now who it is */
  readonly isFresh: boolean
  /** whether other accounts are signed in in this browser as well */
  readonly hasOthers: boolean
}
