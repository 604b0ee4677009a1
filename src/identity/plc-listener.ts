import type { Did } from '@guildhall/syntax'

/** What became of an operation that was sent to the PLC directory. */
export interface PlcOutcome {
  readonly did: Did
  /** `plc_operation` or `plc_tombstone` */
  readonly operation: string
  /** why it was not taken; undefined: it was */
  readonly problem?: string | undefined
}

/** Somebody who is told what becomes of operations. Every provider of this class is found by itself. */
export abstract class PlcListener {
  /** Called when the directory has answered, or could not be asked; before whoever has sent it goes on. */
  abstract heard(outcome: PlcOutcome): Promise<void>
}
