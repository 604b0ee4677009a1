import { Refusal } from '../refusal.js'

/** Nobody publishes a lexicon of that name, or it could not be fetched. */
export class LexiconNotFound extends Refusal {
  constructor(nsid: string) {
    super('LexiconNotFound', 'notFound', `Could not resolve lexicon: ${nsid}`)
  }
}
