import type { Move } from '../../lifecycle/index.js'
import type { MigrationStepDto, MigrationStepName, STEP_STATES } from './migrations.dto.js'

type StepState = (typeof STEP_STATES)[number]

/**
 * How far an account is that moves.
 * @param here the address of this server
 * @param isReady whether the identity is as the account needs it, where it was asked about; otherwise its address counts
 */
export function stepsOf(move: Move, here: string, isReady?: boolean): MigrationStepDto[] {
  return move.direction === 'in'
    ? [
        step('account', 'done'),
        step('repository', move.hasRecords ? 'done' : move.isImporting ? 'underWay' : 'open'),
        step('blobs', blobsState(move)),
        step('identity', isReady === undefined ? identityState(move, here) : isReady ? 'done' : 'open'),
        step('activation', 'open'),
      ]
    : [step('account', 'done'), step('identity', move.pds === undefined ? 'unknown' : 'done')]
}

/** Which blobs are missing is known once the records are here. */
function blobsState({ hasRecords, lacksBlobs }: Move): StepState {
  if (!hasRecords) return 'open'
  return lacksBlobs ? 'underWay' : 'done'
}

function identityState({ pds }: Move, here: string): StepState {
  if (pds === undefined) return 'unknown'
  return pds === here ? 'done' : 'open'
}

function step(name: MigrationStepName, state: StepState): MigrationStepDto {
  return { name, state }
}
