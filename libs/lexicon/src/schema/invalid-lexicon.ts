/** A lexicon document breaks the rules of the Lexicon language. */
export class InvalidLexicon extends Error {
  override readonly name = 'InvalidLexicon'

  /**
   * @param path where in the document, e.g. `/defs/main/record`; empty for the document itself
   * @param reason what is wrong there
   */
  constructor(
    readonly path: string,
    reason: string,
  ) {
    super(path === '' ? reason : `${path}: ${reason}`)
  }
}
