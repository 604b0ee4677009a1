/** Shows how far something is. */
export interface ProgressBar {
  /** Goes on by so many units. */
  add(units: number): void
  /** The last word. */
  end(): void
}

/** How a move speaks with whoever moves: on a terminal, or on a page that is looked at now and then. */
export interface Conversation {
  /** Whether somebody is there who waits. */
  readonly isAttended: boolean

  say(line: string): void

  /** Shows how far something is, of `total` units. */
  progress(what: string, total: number, unit: string): ProgressBar

  /**
   * The answer to a question.
   * @param instead how to say it when nobody is there
   * @throws {MoveProblem} when nobody is there
   */
  ask(question: string, instead: string): Promise<string>
}
