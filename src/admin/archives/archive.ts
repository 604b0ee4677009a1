import type { Did } from '@guildhall/syntax'
import type { WrappedKey } from '../../identity/index.js'

/** What can be in an archive. */
export const ARCHIVE_PARTS = [
  'repo',
  'blobs',
  'account',
  'identity',
  'preferences',
  'sessions',
  'consents',
  'audit',
] as const
export type ArchivePartName = (typeof ARCHIVE_PARTS)[number]

/** All that is known of an account in one sealed file. */
export interface Archive {
  /** that of the long job which makes it */
  readonly id: string
  readonly did: Did
  /** for the member, who gets it once; or because the account is held */
  readonly kind: 'export' | 'hold'
  readonly holdId: string | undefined
  readonly include: readonly ArchivePartName[]
  readonly requestedBy: string
  readonly createdAt: Date
  readonly madeAt: Date | undefined
  readonly expiresAt: Date | undefined
  readonly downloadedAt: Date | undefined
  /** absent before it is made, and when it is gone */
  readonly stored: StoredArchive | undefined
}

/** Where an archive is, and what opens it. */
export interface StoredArchive {
  /** in the store of blobs */
  readonly objectKey: string
  /** sealed, in bytes */
  readonly size: number
  readonly key: WrappedKey
}

/** A file of an archive. */
export interface ArchiveFile {
  readonly name: string
  /** bytes */
  readonly size: number
  /** the bytes: exactly as many as was said */
  open(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>
  /** to be called when it is not needed any more */
  discard?(): Promise<void>
}

/** What an archive says of itself. */
export interface ArchiveManifest {
  readonly format: 'guildhall account archive 1'
  readonly archive: string
  readonly kind: Archive['kind']
  readonly subject: string
  readonly hold?: string | undefined
  readonly parts: readonly ArchivePartName[]
  readonly madeAt: string
  readonly requestedBy: string
  readonly files: readonly { readonly name: string; readonly size: number; readonly sha256: string }[]
  /** what should be in it and could not be had, in words */
  readonly missing: readonly string[]
}

/** Names of the last two files. */
export const MANIFEST = 'manifest.json'
export const SIGNATURE = 'manifest.sig'
