import {
  cidKey,
  cidStringToBytes,
  DataModelError,
  decodeStrict,
  findBlobRefs,
  findLegacyBlobRefs,
  isLexMap,
  type LexMap,
} from '@guildhall/data'
import { subjectOf } from '../record-subject.js'
import { RECORD_BYTES_MAX } from '../record-validator.js'
import { InvalidImport } from './import.errors.js'
import type { StagingWriter } from './staging-writer.js'

/** References to blobs of either form have this field: in most records there is no need to look further. */
const BLOB_FIELD = Buffer.from('mimeType')

/**
 * Stages a record of a file and what it refers to. Blobs in their old form are taken: records of the first years have
 * them.
 * @param path must have passed a `PathCheck`
 * @throws InvalidImport when the block is no record
 */
export function stageRecord(writer: StagingWriter, path: string, cid: Uint8Array, content: Uint8Array): void {
  if (content.length > RECORD_BYTES_MAX) throw new InvalidImport(`The record at '${path}' is too large`)
  const value = decoded(path, content)
  writer.addRecord(path, cid, content)
  if (Buffer.prototype.indexOf.call(content, BLOB_FIELD) >= 0) {
    for (const blob of blobsOf(value)) writer.addBlob(path, blob)
  }
  const subject = subjectOf(path.slice(0, path.indexOf('/')), value)
  // PostgreSQL has no text with zeros in it; what is about such a thing is about nothing.
  if (subject !== undefined && !subject.includes('\0')) writer.addSubject(path, subject)
}

function decoded(path: string, content: Uint8Array): LexMap {
  try {
    const value = decodeStrict(content)
    if (isLexMap(value) && typeof value.$type === 'string') return value
  } catch (error) {
    if (!(error instanceof DataModelError)) throw error
    throw new InvalidImport(`Could not parse record at '${path}': ${error.message}`, { cause: error })
  }
  throw new InvalidImport(`Could not parse record at '${path}': not an object with a $type`)
}

/** Each blob once. */
function blobsOf(value: LexMap): Iterable<Uint8Array> {
  const blobs = new Map<string, Uint8Array>()
  for (const { ref } of findBlobRefs(value)) blobs.set(cidKey(ref.bytes), ref.bytes)
  for (const { cid } of findLegacyBlobRefs(value)) {
    try {
      const bytes = cidStringToBytes(cid)
      blobs.set(cidKey(bytes), bytes)
    } catch (error) {
      // A CID of a form that no blob has here.
      if (!(error instanceof DataModelError)) throw error
    }
  }
  return blobs.values()
}
