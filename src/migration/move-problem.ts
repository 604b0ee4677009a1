/** How the command ends. */
export const EXIT = {
  done: 0,
  /** Something failed; running the command again goes on from there. */
  failed: 1,
  usage: 2,
  /** The look ahead found what stands in the way; nothing was changed. */
  obstacles: 3,
  /** The member has something to do: read a mail, publish a document. */
  waiting: 4,
  /** What arrived is not what left. */
  different: 5,
} as const

/** Why a move does not go on, in words for whoever runs it. */
export class MoveProblem extends Error {
  override readonly name = 'MoveProblem'

  /** @param exit one of {@link EXIT} */
  constructor(
    message: string,
    readonly exit: number = EXIT.failed,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}
