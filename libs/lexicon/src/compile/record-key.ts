import { isNsid, isRecordKey, isTid } from '@guildhall/syntax'
import type { RecordKeyKind } from '../schema/lexicon-doc.js'
import { failure, resultOf, type ValidationResult } from './check.js'

/** Compiles the kind of key that records of a type have. */
export function compileRecordKey(kind: RecordKeyKind): (rkey: string) => ValidationResult<string> {
  const fits = matcher(kind)
  return (rkey) => resultOf(rkey, isRecordKey(rkey) && fits(rkey) ? undefined : failure(reason(kind)))
}

function matcher(kind: RecordKeyKind): (rkey: string) => boolean {
  if (kind === 'tid') return isTid
  if (kind === 'nsid') return isNsid
  if (kind === 'any') return () => true
  const literal = kind.slice('literal:'.length)
  return (rkey) => rkey === literal
}

function reason(kind: RecordKeyKind): string {
  if (kind === 'any') return 'must be a valid record key'
  return kind.startsWith('literal:') ? `must be ${kind.slice('literal:'.length)}` : `must be a valid ${kind}`
}
