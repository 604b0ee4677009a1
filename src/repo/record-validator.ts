import {
  type BlobRef,
  cborCidBytes,
  DataModelError,
  encode,
  findBlobRefs,
  findLegacyBlobRefs,
  type LexMap,
} from '@guildhall/data'
import { type CompiledRecord, InvalidLexicon, MissingLexicon } from '@guildhall/lexicon'
import { isNsid, isRecordKey, isTid } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { isOffensiveName } from '../identity/index.js'
import { RecordSchemas } from '../lexicon/index.js'
import { RepoConfig } from './repo.config.js'
import { InvalidWrite } from './repo.errors.js'
import { subjectOf } from './record-subject.js'
import { ValidatedRecord, type ValidationStatus } from './validated-record.js'

/** Largest record, as DAG-CBOR. */
export const RECORD_BYTES_MAX = 1_000_000

/** Types of one call that are looked for; whoever names more of which nothing is known does not mean it. */
const LOOKUPS_MAX = 10

/** `validate` of the write methods: true, false, or unset ("if the schema is known"). */
export type ValidationMode = boolean | undefined

/** The one place where records are checked before they may enter a repository. */
@Injectable()
export class RecordValidator {
  constructor(
    private readonly schemas: RecordSchemas,
    private readonly config: RepoConfig,
  ) {}

  /**
   * Looks for the published schemas of types of which nothing is known yet. Where the caller insists on a check, it
   * waits until they are found or not; otherwise for a moment only, as the record may be stored unchecked.
   * @returns undefined when there is nothing to wait for, as with all common types
   */
  prepare(collections: readonly string[], mode: ValidationMode): Promise<unknown> | undefined {
    if (mode === false) return undefined
    const unsettled = collections.filter((collection) => !this.schemas.isSettled(collection))
    if (unsettled.length === 0) return undefined
    const waitMs = mode === true ? undefined : this.config.lexiconWaitMs
    const lookedFor = [...new Set(unsettled)].slice(0, LOOKUPS_MAX)
    return Promise.all(lookedFor.map((collection) => this.schemas.settle(collection, waitMs)))
  }

  /**
   * Checks a record and encodes it.
   * @param rkey the key it will have; undefined when the server is to choose a TID
   * @param where how messages call the record: `record`, `writes[3].value`
   * @throws InvalidWrite
   */
  validate(
    collection: string,
    rkey: string | undefined,
    record: LexMap,
    mode: ValidationMode,
    where = 'record',
  ): ValidatedRecord {
    checkPlace(collection, rkey)
    checkDecency(rkey)
    const value = withType(collection, record, where)
    const status = this.#checkSchema(collection, rkey, value, mode, where)
    const bytes = encodeRecord(value, where)
    const blobs = findBlobRefs(value)
    refuseLegacyBlobs(value)
    return ValidatedRecord.mint({
      collection,
      rkey,
      value,
      bytes,
      cid: cborCidBytes(bytes),
      status,
      blobs: distinct(blobs),
      subject: subjectOf(collection, value),
    })
  }

  #checkSchema(
    collection: string,
    rkey: string | undefined,
    value: LexMap,
    mode: ValidationMode,
    where: string,
  ): ValidationStatus | undefined {
    if (mode === false) return undefined
    const schema = this.schemas.find(collection)
    if (!schema) return unknown(collection, mode)
    const key =
      rkey === undefined ? schema.key === 'tid' || schema.key === 'any' : schema.validateKey(rkey).ok
    if (!key) throw new InvalidWrite(`Invalid record key for ${collection}: expected ${schema.key}`)
    const result = judgementOf(schema, value)
    if (!result) return unknown(collection, mode)
    if (!result.ok)
      throw new InvalidWrite(`Invalid ${collection} record: ${where}${result.path} ${result.message}`)
    return 'valid'
  }
}

/** @throws InvalidWrite where a check was asked for that cannot be made */
function unknown(collection: string, mode: ValidationMode): 'unknown' {
  if (mode === true) throw new InvalidWrite(`Unknown lexicon type: ${collection}`)
  return 'unknown'
}

/** What the schema says; undefined when the value leads to a definition that is not there, or is none of values. */
function judgementOf(
  schema: CompiledRecord,
  value: LexMap,
): ReturnType<CompiledRecord['validate']> | undefined {
  try {
    return schema.validate(value)
  } catch (error) {
    // Published schemas only: those that come with the server are whole.
    if (error instanceof MissingLexicon || error instanceof InvalidLexicon) return undefined
    throw error
  }
}

/** A TID is chosen by nobody, and may spell anything. @throws InvalidWrite */
function checkDecency(rkey: string | undefined): void {
  if (rkey === undefined || isTid(rkey)) return
  if (isOffensiveName(rkey)) throw new InvalidWrite('Inappropriate language in record key')
}

/** @throws InvalidWrite unless collection and key can be part of a path */
export function checkPlace(collection: string, rkey: string | undefined): void {
  if (!isNsid(collection)) throw new InvalidWrite(`Invalid collection: ${collection.slice(0, 320)}`)
  if (rkey !== undefined && !isRecordKey(rkey))
    throw new InvalidWrite(`Invalid record key: ${rkey.slice(0, 512)}`)
}

function withType(collection: string, record: LexMap, where: string): LexMap {
  if (record.$type === undefined) return { $type: collection, ...record }
  if (record.$type !== collection) {
    throw new InvalidWrite(`Invalid $type: expected ${collection}, got ${String(record.$type)} at ${where}`)
  }
  return record
}

function encodeRecord(value: LexMap, where: string): Uint8Array {
  try {
    const bytes = encode(value)
    if (bytes.length > RECORD_BYTES_MAX) {
      throw new InvalidWrite(`Record too large: ${bytes.length} bytes, at most ${RECORD_BYTES_MAX}`)
    }
    return bytes
  } catch (error) {
    if (error instanceof DataModelError)
      throw new InvalidWrite(`Invalid data at ${where}${error.path ?? ''}: ${error.message}`)
    throw error
  }
}

function refuseLegacyBlobs(value: LexMap): void {
  const [legacy] = findLegacyBlobRefs(value)
  if (legacy) throw new InvalidWrite(`Legacy blobs are not allowed (${legacy.cid})`)
}

function distinct(blobs: readonly BlobRef[]): BlobRef[] {
  if (blobs.length < 2) return [...blobs]
  return [...new Map(blobs.map((blob) => [blob.ref.toString(), blob])).values()]
}
