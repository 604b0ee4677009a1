import { Refusal } from '../../refusal.js'

/** How many paths a message names. */
const PATHS_SHOWN = 10

/** Records that no tree can hold; what is to become of them, somebody has to decide. */
export class UnreadableRecords extends Refusal {
  constructor(paths: readonly string[]) {
    const shown = paths.slice(0, PATHS_SHOWN).join(', ')
    const more = paths.length > PATHS_SHOWN ? ` and ${paths.length - PATHS_SHOWN} more` : ''
    super('UnreadableRecords', 'conflict', `Cannot rebuild: these are not records: ${shown}${more}`)
  }
}
