import { InvalidRepo } from './invalid-repo.js'

/**
 * Thrown when a node would grow beyond NODE_MAX_ENTRIES or NODE_MAX_BYTES. Paths whose hashes were looked for bring that
 * about, nothing else: whoever chooses paths is at fault, not the tree.
 */
export class NodeTooLarge extends InvalidRepo {}
