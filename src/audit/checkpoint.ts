/** `head`: the chain had come to here. `start`: entries as far as here are not kept any more. */
export type CheckpointKind = 'head' | 'start'

/** What a checkpoint says. */
export interface CheckpointFacts {
  readonly kind: CheckpointKind
  readonly seq: number
  /** of the entry with that number */
  readonly hash: Uint8Array
  readonly at: Date
}

/** A signed statement about the chain. */
export interface Checkpoint extends CheckpointFacts {
  readonly keyId: string
  readonly signature: Uint8Array
}

/** What is signed of a checkpoint. */
export function checkpointMessage({ kind, seq, hash, at }: CheckpointFacts): Buffer {
  const fields = [
    'guildhall audit checkpoint',
    kind,
    seq,
    Buffer.from(hash).toString('hex'),
    at.toISOString(),
  ]
  return Buffer.from(fields.join('\n'), 'utf8')
}
