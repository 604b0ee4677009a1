import type { MoveState } from './move-state.js'

/** Where a move is kept: how far it is, and files that are on their way. */
export interface MoveFolder {
  readonly folder: string

  /** Path of a file in the folder. A file may be gone when the move goes on elsewhere. */
  path(name: string): string

  /** Keeps a state: all of it or nothing, whatever happens meanwhile. */
  save(state: MoveState): Promise<void>

  /** Removes all that is of the move. */
  remove(): Promise<void>
}
