import type { LexMap, LexValue } from '@guildhall/data'
import { app } from '@guildhall/lexicon'
import { isAtUri, isDid } from '@guildhall/syntax'

/** What an index entry has room for, next to the path; longer ones only serve to be refused by the database. */
const SUBJECT_LENGTH_MAX = 1024

/*
 * Records of which an account has use for one per subject: following, blocking, liking or reposting the same thing
 * twice is a client's mistake or a race between two devices.
 */
const SUBJECT_OF = new Map<string, (record: LexMap) => LexValue | undefined>([
  [app.bsky.graph.follow.nsid, (record) => record.subject],
  [app.bsky.graph.block.nsid, (record) => record.subject],
  [app.bsky.feed.like.nsid, subjectUri],
  [app.bsky.feed.repost.nsid, subjectUri],
])

/**
 * What the record is about, if it is of a kind that should exist once per subject: a DID or an AT-URI. Records that
 * nobody checks say other things there, any number of times.
 */
export function subjectOf(collection: string, record: LexMap): string | undefined {
  const subject = SUBJECT_OF.get(collection)?.(record)
  if (typeof subject !== 'string' || subject.length > SUBJECT_LENGTH_MAX) return undefined
  return isDid(subject) || isAtUri(subject) ? subject : undefined
}

function subjectUri(record: LexMap): LexValue | undefined {
  const subject = record.subject
  return typeof subject === 'object' && subject !== null && 'uri' in subject ? subject.uri : undefined
}
