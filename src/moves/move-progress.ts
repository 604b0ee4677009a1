import { Injectable } from '@nestjs/common'
import { Accounts } from '../account/index.js'
import { Activation } from '../lifecycle/index.js'
import { type Step, STEPS } from '../migration/index.js'
import type { GuidedMove } from './keeping/guided-move.js'

/** How far a step is. */
export interface MoveStep {
  readonly name: Step
  readonly state: 'done' | 'underWay' | 'open'
}

/** How much has come. */
export interface MoveCounts {
  readonly records: number
  readonly blobsExpected: number
  readonly blobsHere: number
}

/** Says how far moves are. */
@Injectable()
export class MoveProgress {
  constructor(
    private readonly accounts: Accounts,
    private readonly activation: Activation,
  ) {}

  /** The steps in their order; the first that is not done is the one that it is about. */
  steps({ passage, state }: GuidedMove): MoveStep[] {
    const done = new Set(passage?.done)
    const next = STEPS.find((step) => !done.has(step))
    const isBegun = state === 'underWay' || state === 'waiting'
    return STEPS.map((name) => ({
      name,
      state: done.has(name) ? 'done' : isBegun && name === next ? 'underWay' : 'open',
    }))
  }

  /** How much is here; undefined before there is an account. */
  async counts({ did, passage }: GuidedMove): Promise<MoveCounts | undefined> {
    if (!passage || !(await this.accounts.byDid(did))) return undefined
    const { indexedRecords: records, expectedBlobs, importedBlobs } = await this.activation.inspect(did)
    return { records, blobsExpected: expectedBlobs, blobsHere: importedBlobs }
  }
}
