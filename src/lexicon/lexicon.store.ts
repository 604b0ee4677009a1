import type { Nsid } from '@guildhall/syntax'
import type { FetchedLexicon } from './published-lexicon.js'

/** Where fetched lexicons are kept for all nodes. */
export abstract class LexiconStore {
  abstract find(nsid: Nsid): Promise<FetchedLexicon | undefined>

  /** Keeps a lexicon unless a newer one is there. */
  abstract put(lexicon: FetchedLexicon): Promise<void>

  /** Drops what was fetched before; returns how many went. */
  abstract prune(beforeMs: number): Promise<number>
}
