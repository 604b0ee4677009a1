import type { LexiconDoc } from '../schema/lexicon-doc.js'

/** Gives documents when they are asked for. What it gives has been through `parseLexicon`. */
export interface LexiconSource {
  nsids(): Iterable<string>
  has(nsid: string): boolean
  get(nsid: string): LexiconDoc | undefined
}
