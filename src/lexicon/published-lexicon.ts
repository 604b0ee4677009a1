import { type CidBytes, decodeStrict, isLexMap, lexToJson } from '@guildhall/data'
import { com, InvalidLexicon, type LexiconDoc, parseLexicon } from '@guildhall/lexicon'
import type { AtUri, Nsid } from '@guildhall/syntax'

/** A `com.atproto.lexicon.schema` record as it was fetched. */
export interface FetchedLexicon {
  nsid: Nsid
  uri: AtUri
  cid: CidBytes
  /** DAG-CBOR of the record */
  content: Uint8Array
  fetchedAtMs: number
}

/** A lexicon document that its authority has published. */
export interface PublishedLexicon extends FetchedLexicon {
  doc: LexiconDoc
}

/**
 * The document in a record.
 * @throws DataModelError, InvalidLexicon when it is none, or that of another NSID
 */
export function readLexicon(nsid: Nsid, content: Uint8Array): LexiconDoc {
  const record = decodeStrict(content)
  if (!isLexMap(record) || record.$type !== com.atproto.lexicon.schema.nsid) {
    throw new InvalidLexicon('/$type', `must be ${com.atproto.lexicon.schema.nsid}`)
  }
  const doc = parseLexicon(lexToJson(record))
  if (doc.id !== nsid) throw new InvalidLexicon('/id', `must be ${nsid}`)
  return doc
}
