import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'

/** That somebody has agreed. */
export interface TermsAcceptance {
  readonly did: Did
  /** digest of what was agreed to */
  readonly version: string
  readonly at: Date
  readonly locale: string | undefined
  readonly ip: string | undefined
}

/** Where it is kept who has agreed to the terms of the service. */
export abstract class TermsAcceptanceStore {
  abstract add(tx: Queryable, acceptance: TermsAcceptance): Promise<void>

  abstract removeOf(tx: Queryable, did: Did): Promise<void>
}
