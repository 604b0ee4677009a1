import type { AttentionDto } from '../overview.dto.js'

/**
 * Something that may need somebody. Every provider of this class is found by itself, and asked whenever a dashboard looks:
 * every few seconds, so that what it asks has to be found by an index.
 */
export abstract class Concern {
  /** What needs somebody now; nothing, mostly. */
  abstract attention(): Promise<readonly AttentionDto[]>
}
