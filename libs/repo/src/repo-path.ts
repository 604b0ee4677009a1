import { hash } from 'node:crypto'
import { InvalidRepo } from './invalid-repo.js'
import { PATH_MAX_BYTES } from './limits.js'

export const SLASH = 0x2f

/** Which byte may stand in a path; the slash is counted apart. */
export const PATH_BYTES = new Uint8Array(256)
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_~-:.') {
  PATH_BYTES[character.charCodeAt(0)] = 1
}

/**
 * Tells whether the tree can hold this key: `collection/rkey`, both parts not empty, of `A-Za-z0-9_~:.-`, at most
 * PATH_MAX_BYTES together. Whether the parts are an NSID and a record key is not the tree's business.
 */
export function isRepoPath(path: string): boolean {
  const length = path.length
  if (length > PATH_MAX_BYTES) return false
  let slash = -1
  for (let i = 0; i < length; i++) {
    const code = path.charCodeAt(i)
    if (code === SLASH) {
      if (slash !== -1) return false
      slash = i
    } else if (PATH_BYTES[code] !== 1) return false
  }
  return slash > 0 && slash < length - 1
}

/** @throws InvalidRepo unless isRepoPath */
export function assertRepoPath(path: string): void {
  if (!isRepoPath(path)) throw new InvalidRepo(`not a repository path: ${JSON.stringify(path.slice(0, 80))}`)
}

/**
 * The layer of the tree on which a path lives, 0 at the bottom: the leading zero bits of its sha-256, in pairs
 * (repository specification, "MST structure").
 */
export function keyLayer(path: string): number {
  // As a text of one character for each byte: a buffer costs as much again as the hash.
  const digest = hash('sha256', path, 'binary')
  let bits = 0
  for (let i = 0; i < digest.length; i++) {
    const byte = digest.charCodeAt(i)
    if (byte !== 0) {
      bits += Math.clz32(byte) - 24
      break
    }
    bits += 8
  }
  return bits >> 1
}

/** How many characters two paths have in common at their start. */
export function commonPrefix(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  let i = 0
  while (i < length && a.charCodeAt(i) === b.charCodeAt(i)) i++
  return i
}
