/** Moves of accounts to here that the organization starts and this server carries out. */
export {
  GUIDED_MOVE_STATES,
  type GuidedMove,
  type GuidedMoveState,
  MOVE_WISHES,
} from './keeping/guided-move.js'
export { GuidedMoveStore } from './keeping/guided-move.store.js'
export {
  type CheckedMove,
  MOVE_PROBLEMS,
  MoveCheck,
  type MoveProblemCode,
  type WantedMove,
} from './move-check.js'
export { type MadeMove, MoveInvitations } from './move-invitations.js'
export { MoveProgress } from './move-progress.js'
export { MovesModule } from './moves.module.js'
export { MoveNotReady } from './moves.errors.js'
export { Moving } from './moving.js'
export { MoveReturn } from './return/move-return.js'
