import type { Did } from '@guildhall/syntax'

/** Port to whatever knows who administers. Its provider is found by itself. */
export abstract class AdminRanks {
  /** How high a member ranks, if only for one domain; 0: not at all. */
  abstract of(did: Did): Promise<number>
}
