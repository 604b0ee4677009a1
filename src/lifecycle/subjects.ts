import { SUBJECT_TYPES } from '@guildhall/lexicon'
import { Injectable } from '@nestjs/common'
import { type CidBytes, cidBytesToString, cidStringToBytes, DataModelError } from '@guildhall/data'
import { type AtUri, type Did, isDid, splitAtUri } from '@guildhall/syntax'
import { Accounts, isTakenDown } from '../account/index.js'
import { BlobTableStore } from '../blob/index.js'
import { RepoLifeStore } from '../repo/index.js'
import { InvalidSubject, SubjectNotFound } from './lifecycle.errors.js'

/** Whether something applies, and what names the case. */
export interface Applied {
  applied: boolean
  ref?: string
}

/** An account, a record or a blob, as methods name it; its type may be one that is not known. */
export type Subject = { readonly $type: string } & Readonly<Record<string, unknown>>

/** A record by its address. */
export interface RecordSubject {
  readonly did: Did
  readonly path: string
}

/** What moderators look at: accounts as a whole, records, blobs. */
@Injectable()
export class Subjects {
  constructor(
    private readonly accounts: Accounts,
    private readonly repos: RepoLifeStore,
    private readonly blobs: BlobTableStore,
  ) {}

  /** @throws {SubjectNotFound} */
  async account(did: Did): Promise<{ takedown: Applied; deactivated: Applied }> {
    const account = await this.accounts.byDid(did)
    if (!account) throw new SubjectNotFound()
    return {
      takedown: applied(isTakenDown(account), account.takedownRef),
      deactivated: applied(account.deactivatedAt !== undefined),
    }
  }

  /** @throws {SubjectNotFound | InvalidSubject} */
  async record(uri: AtUri): Promise<{ cid: string; takedown: Applied }> {
    const { did, path } = recordOf(uri)
    const record = await this.repos.moderated(did, path)
    if (!record) throw new SubjectNotFound()
    return {
      cid: cidBytesToString(record.cid),
      takedown: applied(record.takedownRef !== undefined, record.takedownRef),
    }
  }

  /** @throws {SubjectNotFound} */
  async blob(did: Did, cid: string): Promise<{ takedown: Applied }> {
    const blob = await this.blobs.takedown(did, cidOf(cid))
    if (!blob) throw new SubjectNotFound()
    return { takedown: applied(blob.ref !== undefined, blob.ref) }
  }
}

function applied(isApplied: boolean, ref?: string): Applied {
  return { applied: isApplied, ...(isApplied && ref !== undefined && { ref }) }
}

/** Whose account a subject is, or is in: a DID or a handle; undefined for what is none. */
export function ownerOf({ $type, did, uri }: Subject): string | undefined {
  if ($type === SUBJECT_TYPES.record) return splitAtUri(uri as AtUri).authority
  return $type === SUBJECT_TYPES.account || $type === SUBJECT_TYPES.blob ? (did as string) : undefined
}

/** The record that a URI names. @throws {InvalidSubject} */
export function recordOf(uri: AtUri): RecordSubject {
  const { authority, collection, rkey } = splitAtUri(uri)
  if (!isDid(authority) || !collection || !rkey)
    throw new InvalidSubject('The subject must be the URI of a record')
  return { did: authority, path: `${collection}/${rkey}` }
}

/** A CID of another form than blobs have is that of none. @throws {SubjectNotFound} */
export function cidOf(text: string): CidBytes {
  try {
    return cidStringToBytes(text)
  } catch (error) {
    if (error instanceof DataModelError) throw new SubjectNotFound()
    throw error
  }
}
