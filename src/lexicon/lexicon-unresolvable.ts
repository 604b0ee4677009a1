import { InvalidKey } from '@guildhall/crypto'
import { DataModelError } from '@guildhall/data'
import { InvalidLexicon } from '@guildhall/lexicon'
import { InvalidCar, InvalidRepo } from '@guildhall/repo'
import { DidUnresolvable } from '../identity/index.js'
import { OutboundError } from '../outbound/index.js'

/** What may go wrong with what others publish and serve. */
const CAUSES = [
  OutboundError,
  DidUnresolvable,
  InvalidCar,
  InvalidRepo,
  InvalidKey,
  DataModelError,
  InvalidLexicon,
]

/** A lexicon cannot be had at present: nobody publishes it, its host is away, or what it serves is wrong. */
export class LexiconUnresolvable extends Error {
  override readonly name = 'LexiconUnresolvable'

  /** The same for an error of DNS, HTTP, proof or document; other errors are thrown as they are. */
  static from(error: unknown): LexiconUnresolvable {
    if (error instanceof LexiconUnresolvable) return error
    if (CAUSES.some((type) => error instanceof type)) {
      return new LexiconUnresolvable((error as Error).message, { cause: error })
    }
    throw error
  }
}
