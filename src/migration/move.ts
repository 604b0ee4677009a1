import type { Conversation } from './conversation.js'
import type { MoveFolder } from './move-folder.js'
import type { MoveOptions } from './move-options.js'
import type { MoveState, Step } from './move-state.js'
import type { PdsClient } from './pds-client.js'
import type { PlcLookup } from './plc-lookup.js'

/** A move under way: what all its steps need. */
export interface Move {
  readonly state: MoveState
  readonly file: MoveFolder
  /** where the account comes from; signed in */
  readonly old: PdsClient
  /** where it goes to; signed in as soon as the account is there */
  readonly here: PdsClient
  readonly plc: PlcLookup
  readonly options: MoveOptions
  /** whoever moves, or whoever is told in their place */
  readonly terminal: Conversation
}

/** Keeps what is new in the state. */
export async function keep({ state, file }: Move, fresh: Partial<MoveState>): Promise<void> {
  Object.assign(state, fresh)
  await file.save(state)
}

/** Keeps that a step is done. */
export async function finish(move: Move, step: Step): Promise<void> {
  if (!move.state.done.includes(step)) await keep(move, { done: [...move.state.done, step] })
}
