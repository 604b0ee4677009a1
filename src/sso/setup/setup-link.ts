import type { ConnectionKind } from '../connections/connection.js'

/** A link by which somebody without an account fills in a connection. */
export interface SetupLink {
  readonly id: string
  /** of the connection that comes of it; there is none before something was saved */
  readonly connectionId: string
  /** what members will see of the connection */
  readonly name: string
  readonly kind: ConnectionKind
  /** the only browser in which it goes on; undefined until it was opened */
  readonly deviceId: Uint8Array | undefined
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly openedAt: Date | undefined
  readonly submittedAt: Date | undefined
  readonly revokedAt: Date | undefined
}

/** Where links lead by which connections are filled in. */
export const SETUP_PATH = '/sso/setup'

/** Where a link goes on in the browser in which it was opened. */
export function setupPathOf({ id }: SetupLink): string {
  return `${SETUP_PATH}/${id}`
}

/** What became of a link. */
export type SetupLinkState = 'new' | 'opened' | 'submitted' | 'revoked' | 'expired'

/** @param nowMs ms since the epoch */
export function stateOfSetupLink(link: SetupLink, nowMs: number): SetupLinkState {
  if (link.submittedAt) return 'submitted'
  if (link.revokedAt) return 'revoked'
  if (link.expiresAt.getTime() <= nowMs) return 'expired'
  return link.openedAt ? 'opened' : 'new'
}
