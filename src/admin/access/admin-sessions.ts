import type { Did } from '@guildhall/syntax'
import type { IncomingHttpHeaders } from 'node:http'

/** A member who is signed in in the browser that sends a request. */
export interface AdminSession {
  readonly did: Did
  readonly handle: string | undefined
  /** the same for all requests of the browser; nobody can sign in with it */
  readonly id: string
  /** when they have last shown that it is them (ms since the epoch) */
  readonly provedAtMs: number
  /** whether by what those have to who administer */
  readonly isStrong: boolean
}

/** Port to whatever signs members in in browsers. */
export abstract class AdminSessions {
  /** Everybody who is signed in in a browser and may use it now, the latest first. */
  abstract of(headers: IncomingHttpHeaders): Promise<AdminSession[]>
}
