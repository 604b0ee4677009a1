import { type CidBytes, cborCidBytes, cidKey } from '@guildhall/data'
import { type CarBlock, decodeCommit, decodeNode, readCarStream } from '@guildhall/repo'

/** What a CAR held. */
export interface CarSize {
  nodes: number
  records: number
  bytes: number
}

/**
 * Checks a repository's CAR while it comes, as a consumer does that keeps nothing: every block hashes to its CID, and
 * is the next one of the tree in preorder. What is kept is the way from the root to where the walk is.
 * @throws when a block is not the one that must come next
 */
export async function checkPreorder(car: AsyncIterable<Uint8Array>): Promise<CarSize> {
  const size: CarSize = { nodes: 0, records: 0, bytes: 0 }
  /** What must still come, the next at the end. */
  const coming: { cid: CidBytes; isNode: boolean }[] = []
  const { roots, batches } = await readCarStream(counted(car, size))
  let isFirst = true
  for await (const { cid, bytes } of blocksOf(batches)) {
    if (cidKey(cborCidBytes(bytes)) !== cidKey(cid)) throw new Error('a block is not what its CID says')
    if (isFirst) {
      isFirst = false
      if (cidKey(roots[0]!) !== cidKey(cid)) throw new Error('the first block is not the commit')
      coming.push({ cid: decodeCommit(bytes).data, isNode: true })
      continue
    }
    const next = coming.pop()
    if (!next || cidKey(next.cid) !== cidKey(cid)) throw new Error('a block is not the one that comes next')
    if (!next.isNode) size.records++
    else {
      size.nodes++
      const { left, entries } = decodeNode(bytes, cid)
      for (const entry of [...entries].reverse()) {
        if (entry.right) coming.push({ cid: entry.right, isNode: true })
        coming.push({ cid: entry.cid, isNode: false })
      }
      if (left) coming.push({ cid: left, isNode: true })
    }
  }
  if (coming.length > 0) throw new Error(`${coming.length} blocks are missing`)
  return size
}

async function* blocksOf(batches: AsyncIterable<CarBlock[]>): AsyncGenerator<CarBlock> {
  for await (const batch of batches) yield* batch
}

async function* counted(car: AsyncIterable<Uint8Array>, size: CarSize): AsyncGenerator<Uint8Array> {
  for await (const piece of car) {
    size.bytes += piece.length
    yield piece
  }
}
