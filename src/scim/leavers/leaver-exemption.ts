import type { Did } from '@guildhall/syntax'
import type { Connection } from '../../sso/index.js'

/**
 * Knows whom no directory keeps out of their account, because nobody could look after the service any more. Every provider
 * of this class is found by itself.
 */
export abstract class LeaverExemption {
  abstract isExempt(did: Did): Promise<boolean>

  /** Tells those who answer for the service that a directory wanted somebody gone who stays. */
  abstract tell(did: Did, connection: Pick<Connection, 'id' | 'name'>): Promise<void>
}
