import type { Did } from '@guildhall/syntax'
import type { MailLanguage } from '../../mail/index.js'
import type { MoveState } from '../../migration/index.js'

/** Where moves stand. One whose time is over before its end has expired; it is kept as what it was. */
export const GUIDED_MOVE_STATES = [
  'invited',
  'underWay',
  'waiting',
  'failed',
  'done',
  'rolledBack',
  'expired',
] as const
export type GuidedMoveState = (typeof GUIDED_MOVE_STATES)[number]

/** States in which something is still to come of a move. */
export const OPEN_STATES = ['invited', 'underWay', 'waiting', 'failed'] as const satisfies GuidedMoveState[]

/**
 * What a move that waits needs of its member: the code that was mailed, their DID document, the password again, or that they
 * sign in with their organization.
 */
export const MOVE_WISHES = ['code', 'document', 'signIn', 'organization'] as const
export type MoveWish = (typeof MOVE_WISHES)[number]

/** A move to here that an administrator has invited somebody to. */
export interface GuidedMove {
  readonly id: string
  readonly did: Did
  /** URL of the server that the account comes from */
  readonly origin: string
  readonly oldHandle: string | undefined
  /** the handle here; undefined where the member chooses it */
  readonly newHandle: string | undefined
  /** to which the letter went; undefined where the link was handed over in another way */
  readonly email: string | undefined
  readonly language: MailLanguage
  /** with which the account may be made */
  readonly inviteCode: string
  /** the only browser in which it goes on; undefined until the link was opened */
  readonly deviceId: Uint8Array | undefined
  readonly state: GuidedMoveState
  readonly wish: MoveWish | undefined
  /** why it failed, or what is to be published, in English */
  readonly problem: string | undefined
  /** the long job that takes the steps, or took them last */
  readonly jobId: string | undefined
  /** how far it is; undefined before the member has signed in at the old server */
  readonly passage: MoveState | undefined
  readonly createdAt: Date
  /** until when the link is good, then until when the move may go on */
  readonly expiresAt: Date
  readonly changedAt: Date
}

/** Where the links lead. */
export const MOVE_PATH = '/move'

/** Where a move goes on in the browser in which its link was opened. */
export function movePathOf({ id }: Pick<GuidedMove, 'id'>): string {
  return `${MOVE_PATH}/${id}`
}

/** Whether the account is here already. */
export function isAccountHere({ passage }: Pick<GuidedMove, 'passage'>): boolean {
  return passage?.done.includes('account') ?? false
}
