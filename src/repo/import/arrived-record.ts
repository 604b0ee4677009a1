import {
  cidStringToBytes,
  DataModelError,
  decodeStrict,
  findBlobRefs,
  findLegacyBlobRefs,
  isLexMap,
  type LexMap,
} from '@guildhall/data'
import { isNsid, isRecordKey } from '@guildhall/syntax'
import { subjectOf } from '../record-subject.js'
import { RECORD_BYTES_MAX } from '../record-validator.js'
import { InvalidImport } from './import.errors.js'
import { STAGED, type StagedRow } from './staged-row.js'

/**
 * A record of a file and what it refers to, as rows to stage. Blobs in their old form are taken: records of the first
 * years have them.
 * @throws InvalidImport when the block is no record
 */
export function stagedRecord(path: string, cid: Uint8Array, content: Uint8Array): StagedRow[] {
  if (content.length > RECORD_BYTES_MAX) throw new InvalidImport(`The record at '${path}' is too large`)
  const value = decoded(path, content)
  const rows: StagedRow[] = [{ kind: STAGED.record, path, cid, content }]
  for (const blob of blobsOf(value)) rows.push({ kind: STAGED.blob, path, cid: blob })
  const subject = subjectOf(path.slice(0, path.indexOf('/')), value)
  // PostgreSQL has no text with zeros in it; what is about such a thing is about nothing.
  if (subject !== undefined && !subject.includes('\0')) {
    rows.push({ kind: STAGED.subject, path, content: Buffer.from(subject) })
  }
  return rows
}

/** @throws InvalidImport unless the parts of a path are a collection and a record key */
export function checkPath(path: string): void {
  const slash = path.indexOf('/')
  if (isNsid(path.slice(0, slash)) && isRecordKey(path.slice(slash + 1))) return
  throw new InvalidImport(`not the path of a record: '${path}'`)
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

function blobsOf(value: LexMap): Uint8Array[] {
  const blobs: Uint8Array[] = findBlobRefs(value).map(({ ref }) => ref.bytes)
  for (const { cid } of findLegacyBlobRefs(value)) {
    try {
      blobs.push(cidStringToBytes(cid))
    } catch (error) {
      // A CID of a form that no blob has here.
      if (!(error instanceof DataModelError)) throw error
    }
  }
  return blobs
}
