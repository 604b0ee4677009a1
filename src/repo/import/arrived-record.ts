import { type CidBytes, cidKey, DataModelError, decodeStrict, findBlobRefs, isLexMap } from '@guildhall/data'
import { isNsid, isRecordKey } from '@guildhall/syntax'
import { subjectOf } from '../record-subject.js'
import { RECORD_BYTES_MAX } from '../record-validator.js'
import { InvalidImport } from './import.errors.js'
import type { ArrivedRecord } from './import.store.js'

/** The codec of a CID, at its second byte. */
const DAG_CBOR = 0x71

/**
 * A record as it stands in a file. It must be one that could have been written here, but for its schema: another
 * server may know schemas that this one does not.
 * @throws InvalidImport
 */
export function arrivedRecord(path: string, cid: CidBytes, bytes: Uint8Array): ArrivedRecord {
  const slash = path.indexOf('/')
  const collection = path.slice(0, slash)
  if (!isNsid(collection) || !isRecordKey(path.slice(slash + 1))) {
    throw new InvalidImport(`'${path}' is no place for a record`)
  }
  if (bytes.length > RECORD_BYTES_MAX) throw new InvalidImport(`The record at '${path}' is too large`)
  const value = decoded(path, bytes)
  if (cid[1] !== DAG_CBOR || !isLexMap(value) || typeof value.$type !== 'string' || value.$type === '') {
    throw new InvalidImport(`Could not parse record at '${path}': not an object with a $type`)
  }
  // A record may show a blob several times.
  const blobs = new Map(findBlobRefs(value).map(({ ref }) => [cidKey(ref.bytes), ref.bytes]))
  return { path, cid, bytes, blobs: [...blobs.values()], subject: subjectOf(collection, value) }
}

function decoded(path: string, bytes: Uint8Array): ReturnType<typeof decodeStrict> {
  try {
    return decodeStrict(bytes)
  } catch (error) {
    if (!(error instanceof DataModelError)) throw error
    throw new InvalidImport(`Could not parse record at '${path}': ${error.message}`, { cause: error })
  }
}
