import type { ClientMetadata } from '@guildhall/oauth'
import type { Device } from '../devices/devices.js'
import type { PageProblem } from '../page-state.js'

/** A request that a member is being asked about, in the browser that has opened it. */
export interface Interaction {
  readonly uid: string
  readonly params: Readonly<Record<string, unknown>>
  readonly client: ClientMetadata
  readonly device: Device
  /** when it was opened, in milliseconds since the epoch */
  readonly startedMs: number
  /** id of the pushed request */
  readonly pushedId: string | undefined
}

/** What a member asks for by the address of a page, and from where. */
export interface Visit {
  readonly page: string | undefined
  readonly account: string | undefined
  /** id of a sign-in elsewhere that did not succeed */
  readonly failed: string | undefined
  readonly locale: string
  readonly ip: string
}

/** What a page begins with: what was typed before, and what was wrong with it. */
export interface Typed {
  readonly problem?: PageProblem | undefined
  readonly fields?: Readonly<Record<string, string | undefined>> | undefined
  /** of the page for a new password */
  readonly step?: 'request' | 'confirm' | 'done' | 'begun' | undefined
}

/** What a form leads to: another address, or the same page once more. */
export type FormOutcome =
  | { readonly kind: 'go'; readonly to: string }
  | { readonly kind: 'show'; readonly typed: Typed }
