/** A run of long work, for whoever does it. */
export interface WorkRun {
  /** of the job */
  readonly id: string
  /** aborts when somebody cancels the job, or this node stops; work looks at it between its steps */
  readonly signal: AbortSignal
  /**
   * Says how far the work is. Cheap: it is stored at most twice a second, and nobody has to wait for it.
   * @param total undefined as long as nobody knows
   */
  progress(done: number, total?: number): Promise<void>
  /** Adds a line to the job's log. People who may see jobs read it: nothing that is personal. */
  note(text: string): Promise<void>
}

/**
 * A kind of work that takes longer than a request. Every provider of this class is found by itself.
 *
 * It is begun again, from the start and maybe on another node, when the node that did it stops: what is done already
 * has to be found out, and passed over.
 */
export abstract class LongWork {
  /** Unique: `bulk.accounts`. */
  abstract readonly kind: string

  /** What its progress counts: `rows`, `bytes`. */
  abstract readonly unit: string

  /**
   * Does the work.
   * @param input what the job was made with
   * @returns a summary that people who may see jobs are shown: numbers, nothing that is personal
   * @throws {Refusal} its message is shown as the reason; of other errors it is only said that there was one
   */
  abstract run(input: unknown, run: WorkRun): Promise<object | undefined>
}
