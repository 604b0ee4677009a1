import { join } from 'node:path'
import type { WorkRun } from '../../jobs/index.js'
import {
  type Conversation,
  EXIT,
  type MoveFolder,
  MoveProblem,
  type MoveState,
  type ProgressBar,
} from '../../migration/index.js'
import type { GuidedMoveStore } from '../keeping/guided-move.store.js'
import type { MoveFolders } from './move-folders.js'

const BLOBS = 'blobs'

/** Where a run of a move keeps how far it is: in its row. Nobody is there to be asked; the page asks later. */
export class RunRecord implements MoveFolder, Conversation {
  readonly isAttended = false
  #said = ''
  #isCodeWanted = false

  private constructor(
    private readonly id: string,
    readonly folder: string,
    private readonly run: Pick<WorkRun, 'id' | 'signal' | 'progress'>,
    private readonly moves: GuidedMoveStore,
    private readonly folders: MoveFolders,
  ) {}

  /** @param id of the move */
  static async open(
    id: string,
    run: Pick<WorkRun, 'id' | 'signal' | 'progress'>,
    moves: GuidedMoveStore,
    folders: MoveFolders,
  ): Promise<RunRecord> {
    return new RunRecord(id, await folders.make(id), run, moves, folders)
  }

  /** Whether it was asked for the code that the old server has mailed. */
  get isCodeWanted(): boolean {
    return this.#isCodeWanted
  }

  /** What was said last, in English. */
  get said(): string {
    return this.#said
  }

  path(name: string): string {
    return join(this.folder, name)
  }

  /** @throws {MoveProblem} when another run has taken over; the reason of the signal when this one is to stop */
  async save(state: MoveState): Promise<void> {
    this.run.signal.throwIfAborted()
    if (!(await this.moves.keep(this.id, this.run.id, state)))
      throw new MoveProblem('Another run of this move has taken over.')
  }

  remove(): Promise<void> {
    return this.folders.remove(this.id)
  }

  say(line: string): void {
    this.#said = line
  }

  progress(_what: string, total: number, unit: string): ProgressBar {
    let done = 0
    const add = (units: number): void => {
      this.run.signal.throwIfAborted()
      done += units
      // Bytes would be counted on the same scale.
      if (unit === BLOBS) void this.run.progress(done, total)
    }
    return { add, end: () => undefined }
  }

  ask(_question: string, instead: string): Promise<string> {
    this.#isCodeWanted = true
    return Promise.reject(new MoveProblem(instead, EXIT.waiting))
  }
}
