/** A reference leads to a document or definition that is not there. Thrown at the first value that needs it. */
export class MissingLexicon extends Error {
  override readonly name = 'MissingLexicon'

  /** @param ref `<nsid>#<name>` */
  constructor(readonly ref: string) {
    super(`the lexicon definition ${ref} is not known`)
  }
}
