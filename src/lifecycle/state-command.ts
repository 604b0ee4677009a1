import type { Agent } from '../audit/index.js'

/** What may be done to the state of an account. */
export type StateCommand =
  | { readonly kind: 'activate' }
  | { readonly kind: 'deactivate'; /** when it is to be deleted */ readonly deleteAfter?: Date | undefined }
  | { readonly kind: 'takeDown'; /** names the case */ readonly ref?: string | undefined }
  | {
      readonly kind: 'suspend'
      readonly ref?: string | undefined
      /** when it ends by itself; absent: it does not */
      readonly until?: Date | undefined
    }
  | { readonly kind: 'restore' }
  | { readonly kind: 'lock' | 'unlock' }
  | {
      readonly kind: 'offboard'
      /** until it is deleted, from the first time that this is ordered */
      readonly days: number
    }
  | { readonly kind: 'cancelOffboard' }
  | { readonly kind: 'announce' }

/** What the owner of an account is told of an order; its reason is for those who administer. */
export interface OrderLetter {
  /** whether they are told at all @default true */
  readonly tell?: boolean | undefined
  /** what whoever gives the order says to them */
  readonly text?: string | undefined
}

/** Who gives a command, and why. Where there is an agent, it is written down in the audit. */
export type Order = { readonly reason?: string | undefined; readonly letter?: OrderLetter | undefined } & (
  | { readonly actor: 'owner' }
  | { readonly actor: 'system'; readonly agent?: Agent }
  | { readonly actor: 'administrator'; readonly agent: Agent }
)

/** The owner of the account, whoever runs the service, or the service itself. */
export type Actor = 'owner' | 'administrator' | 'system'

type CommandKind = StateCommand['kind'] | 'delete'

/** Which commands each may give. A sanction is lifted by whoever may impose one, or when its time is over; never by the owner. */
export const COMMANDS_OF: Readonly<Record<Actor, readonly CommandKind[]>> = {
  owner: ['activate', 'deactivate', 'delete'],
  administrator: [
    'activate',
    'deactivate',
    'suspend',
    'takeDown',
    'restore',
    'lock',
    'unlock',
    'offboard',
    'cancelOffboard',
    'announce',
    'delete',
  ],
  system: ['deactivate', 'restore', 'lock', 'unlock', 'announce', 'delete'],
}

/** An order that its actor may not give is a mistake of the caller, which had to check. */
export function assertMayOrder(actor: Actor, command: CommandKind): void {
  if (!COMMANDS_OF[actor].includes(command)) throw new Error(`the ${actor} may not ${command} an account`)
}
