import { createHash } from 'node:crypto'

/** What the id of a model is kept as: for codes and refresh tokens, it is the secret. @returns SHA-256 */
export function modelDigest(id: string): Buffer {
  return createHash('sha256').update(id).digest()
}
