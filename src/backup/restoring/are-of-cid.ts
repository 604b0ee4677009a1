import { createHash } from 'node:crypto'
import { rawCidBytes } from '@guildhall/data'

/** Whether bytes are those of the CID of a blob; they are read to their end. @throws what reading them throws */
export async function areOfCid(bytes: AsyncIterable<Uint8Array>, cid: Uint8Array): Promise<boolean> {
  const hash = createHash('sha256')
  for await (const piece of bytes) hash.update(piece)
  return Buffer.compare(rawCidBytes(hash.digest()), cid) === 0
}
