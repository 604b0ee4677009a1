import { createHash } from 'node:crypto'
import { chownSync, lstatSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SystemAccount } from './system-account.js'

/** Only its owner may connect. */
const DIRECTORY_MODE = 0o700

/** Systems take socket paths of at most this many bytes (Linux 107, macOS 103). */
const SOCKET_PATH_MAX_BYTES = 103
const SOCKET_NAME = '.s.PGSQL.5432'
const HASH_CHARS = 16

/** Makes a directory that only the account may enter, unless it is there. */
export function privateDirectory(directory: string, account: SystemAccount | undefined): void {
  mkdirSync(directory, { recursive: true, mode: DIRECTORY_MODE })
  const { uid } = lstatSync(directory)
  if (account && uid !== account.uid) chownSync(directory, account.uid, account.gid)
}

/**
 * Where the socket goes: `wanted` if the path is short enough for a socket, else a directory for temporary files
 * whose name is derived from it.
 */
export function socketDirectory(wanted: string, account: SystemAccount | undefined): string {
  if (Buffer.byteLength(join(wanted, SOCKET_NAME)) <= SOCKET_PATH_MAX_BYTES) {
    privateDirectory(wanted, account)
    return wanted
  }
  const hash = createHash('sha256').update(wanted).digest('hex').slice(0, HASH_CHARS)
  const short = join(tmpdir(), `guildhall-${hash}`)
  const present = lstatSync(short, { throwIfNoEntry: false })
  const owner = account?.uid ?? process.getuid?.()
  if (present && (!present.isDirectory() || present.uid !== owner)) {
    throw new Error(`${short} is needed for the database's socket, but belongs to somebody else`)
  }
  privateDirectory(short, account)
  return short
}

/** Name of the lock file beside the socket. */
export function socketLock(directory: string): string {
  return join(directory, `${SOCKET_NAME}.lock`)
}
