import type { BlobRef, CidBytes, LexMap } from '@guildhall/data'

/** How far a record was checked against a schema; absent when the caller asked for no check. */
export type ValidationStatus = 'valid' | 'unknown'

interface RecordParts {
  collection: string
  rkey: string | undefined
  value: LexMap
  bytes: Uint8Array
  cid: CidBytes
  status: ValidationStatus | undefined
  blobs: readonly BlobRef[]
  subject: string | undefined
}

/**
 * A record that passed the checks every record must pass. Only `RecordValidator` makes them and the writer takes
 * nothing else, so that no path into a repository can skip the checks.
 */
export class ValidatedRecord {
  /** Makes the class nominal: an object of the same shape is not one. */
  readonly #minted = true

  readonly collection: string
  /** The key it was checked with; undefined when the writer is to choose one. */
  readonly rkey: string | undefined
  readonly value: LexMap
  /** canonical DAG-CBOR */
  readonly bytes: Uint8Array
  readonly cid: CidBytes
  readonly status: ValidationStatus | undefined
  readonly blobs: readonly BlobRef[]
  /** the DID or URI it is about, for records of which one per subject makes sense */
  readonly subject: string | undefined

  private constructor(parts: RecordParts) {
    this.collection = parts.collection
    this.rkey = parts.rkey
    this.value = parts.value
    this.bytes = parts.bytes
    this.cid = parts.cid
    this.status = parts.status
    this.blobs = parts.blobs
    this.subject = parts.subject
  }

  /** For `RecordValidator` only. */
  static mint(parts: RecordParts): ValidatedRecord {
    return new ValidatedRecord(parts)
  }
}
