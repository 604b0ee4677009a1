import { cidKey } from '@guildhall/data'
import type { CidBytes, CidKey } from '@guildhall/data'
import type { CarBlock } from './car-encode.js'
import type { CarLimits } from './car-parts.js'
import { readCar } from './car-read.js'
import { decodeCommit, verifyCommit } from './commit.js'
import { InvalidRepo } from './invalid-repo.js'
import { MissingNodes } from './missing-nodes.js'
import type { MstNode } from './mst-node.js'
import { decodeNode } from './node-decode.js'
import type { NodeSource } from './node-source.js'
import { findInTree } from './tree-reads.js'

/** What a proof is asked: the record at a path of somebody's repository. */
export interface RecordClaim {
  did: string
  /** the key (`did:key`) with which that DID signs */
  didKey: string
  /** `collection/rkey` */
  path: string
}

/** A record whose place in a signed repository was proved. */
export interface ProvenRecord {
  cid: CidBytes
  /** DAG-CBOR; whether it is canonical is not looked at */
  bytes: Uint8Array
}

/**
 * The record that a CAR file of com.atproto.sync.getRecord proves: the commit is of that DID and signed with that key,
 * the tree leads from it to the path, and every block has the hash it is known by.
 * @returns `undefined` when the proof shows that there is no record
 * @throws InvalidRepo when it shows neither
 * @throws InvalidCar
 */
export function verifyRecordProof(
  car: Uint8Array,
  { did, didKey, path }: RecordClaim,
  limits?: CarLimits,
): ProvenRecord | undefined {
  const { roots, blocks } = readCar(car, limits)
  const byKey = new Map(blocks.map((block) => [cidKey(block.cid), block]))
  const [root, ...more] = roots
  if (root === undefined || more.length > 0) throw new InvalidRepo('a proof has one root, its commit')
  const { bytes } = blockOf(byKey, root)
  const commit = decodeCommit(bytes)
  if (commit.did !== did) throw new InvalidRepo('a proof from the repository of another DID')
  if (!verifyCommit(bytes, didKey)) throw new InvalidRepo('the signature of a commit is wrong')
  const cid = find(commit.data, path, new NodesOfBlocks(byKey))
  return cid && { cid, bytes: blockOf(byKey, cid).bytes }
}

function blockOf(byKey: ReadonlyMap<CidKey, CarBlock>, cid: CidBytes): CarBlock {
  const block = byKey.get(cidKey(cid))
  if (block === undefined) throw new InvalidRepo('a block is missing in a proof')
  return block
}

function find(root: CidBytes, path: string, nodes: NodeSource): CidBytes | undefined {
  try {
    return findInTree(root, path, nodes)
  } catch (error) {
    if (error instanceof MissingNodes) throw new InvalidRepo('a tree node is missing in a proof')
    throw error
  }
}

/** Decodes the blocks that the way through the tree leads to, and no others: some of them are no nodes. */
class NodesOfBlocks implements NodeSource {
  constructor(private readonly byKey: ReadonlyMap<CidKey, CarBlock>) {}

  get(key: CidKey): MstNode | undefined {
    const block = this.byKey.get(key)
    return block && decodeNode(block.bytes, block.cid)
  }
}
