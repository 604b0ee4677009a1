import type { Did } from '@guildhall/syntax'

/** What the directory said when it did not take an operation. */
export interface PlcRefusal {
  /** of its answer; undefined: there was none */
  readonly status: number | undefined
  /** what it said, or what kept it from answering; at most 300 characters, without secrets */
  readonly message: string | undefined
}

/** What became of an operation that was sent to the PLC directory. */
export interface PlcOutcome {
  readonly did: Did
  /** `plc_operation` or `plc_tombstone` */
  readonly operation: string
  readonly kind: 'create' | 'change' | 'end'
  /** why it was not taken, as callers are told; undefined: it was */
  readonly problem?: string | undefined
  /** the same, as far as the directory said it */
  readonly refusal?: PlcRefusal | undefined
}

/** Somebody who is told what becomes of operations. Every provider of this class is found by itself. */
export abstract class PlcListener {
  /** Called when the directory has answered, or could not be asked; before whoever has sent it goes on. */
  abstract heard(outcome: PlcOutcome): Promise<void>
}
