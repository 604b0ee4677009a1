import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../database/index.js'

/** A preference: its `$type`, and all of it as JSON. */
export interface Preference {
  type: string
  json: string
}

/** Where preferences are kept. */
export abstract class PreferenceStore {
  /** Those of an account, in their order. */
  abstract list(on: Queryable | undefined, did: Did): Promise<Preference[]>

  /** Puts these in the place of all that the account has. */
  abstract replace(tx: Queryable, did: Did, preferences: readonly Preference[]): Promise<void>
}
