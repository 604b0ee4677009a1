// What the reference implementation reads and writes, beside ours.
import * as reference from '@atproto/repo'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { K256Key } from '@guildhall/crypto'
import { cborCidBytes, encode, toCid } from '@guildhall/data'
import type { CidBytes } from '@guildhall/data'
import {
  EMPTY_NODE,
  applyWrites,
  buildTree,
  decodeCommit,
  decodeNode,
  encodeCar,
  pathProof,
  readCar,
  signCommit,
  validateTree,
  verifyCommit,
  walkTree,
} from '@guildhall/repo'
import type { CarBlock, MstNode, RepoOp, TreeChange } from '@guildhall/repo'
import {
  PATHS,
  batchOf,
  intentsArbitrary,
  leavesArbitrary,
  nodesByKey,
  rebuilt,
  text,
} from '../test/sample-trees.js'

type ReferenceCid = reference.MST['pointer']

const key = K256Key.fromHex('03'.repeat(32))
const did = 'did:web:alice.example'
const rev = '3l4sx2lnhpk2d'

const theirs = (cid: CidBytes) => toCid(cid) as unknown as ReferenceCid

/** A store of the reference that holds these blocks and nothing else. */
function storeOf(blocks: Iterable<CarBlock>) {
  const map = new reference.BlockMap()
  for (const { cid, bytes } of blocks) map.set(theirs(cid), bytes)
  return new reference.MemoryBlockstore(map)
}

const loadTree = (root: CidBytes, nodes: Iterable<MstNode>) =>
  reference.MST.load(storeOf(nodes), theirs(root))
const rootOf = async (tree: reference.MST) => String(await tree.getPointer())

async function undo(tree: reference.MST, { action, path, prev }: RepoOp): Promise<reference.MST> {
  if (action === 'create') return tree.delete(path)
  return action === 'update' ? tree.update(path, theirs(prev!)) : tree.add(path, theirs(prev!))
}

/** The covering proof that the reference puts into a commit event. */
async function referenceProof(change: TreeChange, nodes: Iterable<MstNode>): Promise<Set<string>> {
  const tree = loadTree(change.root, nodes)
  const proof = new Set([text(change.root)])
  for (const { path } of change.ops) {
    for (const cid of (await tree.getCoveringProof(path)).cids()) proof.add(String(cid))
  }
  return proof
}

const changeArbitrary = fc.tuple(leavesArbitrary, intentsArbitrary(8)).map(([leaves, intents]) => {
  const model = new Map(leaves)
  const old = rebuilt(leaves)
  const writes = batchOf(intents, model)
  return { old, now: rebuilt(model), change: applyWrites(old.root, writes, old.nodes) }
})

describe('trees of the reference', () => {
  it('have the same root and the same nodes', async () => {
    await fc.assert(
      fc.asyncProperty(leavesArbitrary, async (leaves) => {
        let tree = await reference.MST.create(new reference.MemoryBlockstore())
        for (const [path, cid] of leaves) tree = await tree.add(path, theirs(cid))
        const ours = buildTree(leaves)
        const { root, blocks } = await tree.getUnstoredBlocks()
        expect(String(root)).toBe(text(ours.root))
        expect(blocks.cids().map(String).sort()).toEqual(ours.nodes.map(({ cid }) => text(cid)).sort())
      }),
      { numRuns: 15 },
    )
  })

  it('can be undone there from our proof alone', async () => {
    await fc.assert(
      fc.asyncProperty(changeArbitrary, async ({ old, change }) => {
        let tree = loadTree(change.root, change.proof)
        for (const op of [...change.ops].reverse()) tree = await undo(tree, op)
        expect(await rootOf(tree)).toBe(text(old.root))
      }),
      { numRuns: 100 },
    )
  })

  it('have covering proofs that contain ours; the same ones when nothing was updated', async () => {
    await fc.assert(
      fc.asyncProperty(changeArbitrary, async ({ now, change }) => {
        const expected = await referenceProof(change, now.nodes.values())
        const ours = change.proof.map(({ cid }) => text(cid))
        for (const cid of ours) expect(expected.has(cid)).toBe(true)
        if (change.ops.every(({ action }) => action !== 'update')) expect(ours.length).toBe(expected.size)
      }),
      { numRuns: 100 },
    )
  })
})

/** A repository with records. */
function sampleRepository() {
  const records = PATHS.map((path, i): [string, CarBlock] => {
    const bytes = encode({ $type: 'com.example.a', i })
    return [path, { cid: cborCidBytes(bytes), bytes }]
  })
  const { root, nodes } = buildTree(records.map(([path, { cid }]) => [path, cid]))
  const commit = signCommit({ did, rev, data: root }, key)
  return { records: new Map(records), root, nodes: nodesByKey(nodes), commit }
}

describe('CAR files of ours at the reference', () => {
  const { records, root, nodes, commit } = sampleRepository()
  const byCid = new Map([...records.values()].map((block) => [text(block.cid), block]))

  it('are verified as a repository', async () => {
    const blocks: CarBlock[] = [commit]
    for (const item of walkTree(root, nodes)) {
      blocks.push('leaf' in item ? byCid.get(text(item.leaf.cid))! : item.node)
    }
    const car = encodeCar([commit.cid], blocks)
    const verified = await reference.verifyRepoCar(car, did, key.didKey)
    expect(verified.creates).toHaveLength(PATHS.length)
    expect(String(verified.commit.cid)).toBe(text(commit.cid))
    expect((await reference.readCarWithRoot(car)).blocks.size).toBe(
      new Set(blocks.map(({ cid }) => text(cid))).size,
    )
  })

  it('prove that a record is there, and that one is not', async () => {
    const absent = 'com.example.a/nowhere'
    for (const path of [PATHS[0]!, PATHS[40]!, PATHS[83]!, absent]) {
      const { cid, proof } = pathProof(root, path, nodes)
      const record = records.get(path)
      const car = encodeCar([commit.cid], [commit, ...proof, ...(record ? [record] : [])])
      const [collection, rkey] = path.split('/') as [string, string]
      const claim = { collection, rkey, cid: cid ? theirs(cid) : null }
      const { verified, unverified } = await reference.verifyProofs(car, [claim], did, key.didKey)
      expect([verified.length, unverified.length]).toEqual([1, 0])
    }
  })
})

describe('CAR files of the reference', () => {
  it('are read, verified and validated here', async () => {
    const signer = {
      jwtAlg: 'ES256K',
      did: () => key.didKey,
      sign: async (bytes: Uint8Array) => key.sign(bytes),
    }
    const storage = new reference.MemoryBlockstore()
    const writes = PATHS.map((path, i) => {
      const [collection, rkey] = path.split('/') as [`${string}.${string}.${string}`, string]
      return { action: reference.WriteOpAction.Create as const, collection, rkey, record: { i } }
    })
    const repo = await reference.Repo.create(storage, did, signer as never, writes as never)
    const chunks: Uint8Array[] = []
    for await (const chunk of reference.getFullRepo(storage, repo.cid)) chunks.push(chunk)

    const { roots, blocks } = readCar(Buffer.concat(chunks))
    const byCid = new Map(blocks.map((block) => [text(block.cid), block]))
    const commit = byCid.get(text(roots[0]))!
    expect(verifyCommit(commit.bytes, key.didKey)).toBe(true)
    const { data } = decodeCommit(commit.bytes)
    const lazily = { get: (cid: string) => lazyNode(byCid, cid) }
    expect(validateTree(data, lazily).leaves).toBe(PATHS.length)
    const writesHere = PATHS.map((path, i) => ({
      action: 'create' as const,
      path,
      cid: cborCidBytes(encode({ i })),
    }))
    expect(text(applyWrites(EMPTY_NODE.cid, writesHere, nodesByKey([])).root)).toBe(text(data))
  })
})

function lazyNode(blocks: Map<string, CarBlock>, key: string): MstNode | undefined {
  const block = blocks.get(text(Buffer.from(key, 'latin1')))
  return block && decodeNode(block.bytes, block.cid)
}
