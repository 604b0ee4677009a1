import { describe, expect, it } from '@jest/globals'
import { K256Key } from '@guildhall/crypto'
import type { CidBytes } from '@guildhall/data'
import {
  EMPTY_NODE,
  applyWrites,
  decodeCommit,
  decodeNode,
  diffTrees,
  encodeCar,
  invertOps,
  readCar,
  signCommit,
  verifyCommit,
} from '@guildhall/repo'
import type { RepoOp } from '@guildhall/repo'
import { batchOf, cidOf, nodesByKey, plainOps, rebuilt, text } from '../test/sample-trees.js'
import type { Intent, Model } from '../test/sample-trees.js'

/** HISTORY_OPERATIONS=10000 is the long run. */
const OPS = Number(process.env.HISTORY_OPERATIONS ?? 2_000)
const REPOS = 5

/** Numbers that look random and are the same in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** A repository as its host keeps it, and as one does who only reads the firehose. */
class Repository {
  readonly model: Model = new Map()
  readonly nodes = nodesByKey([])
  root: CidBytes = EMPTY_NODE.cid
  followed: Model = new Map()
  revision = 0

  constructor(readonly did: string) {}
}

/** Mostly few writes to a commit, sometimes many; paths of earlier writes come again. */
function intents(next: (below: number) => number, collections: number): Intent[] {
  const count = next(4) === 0 ? 1 + next(40) : 1 + next(4)
  return Array.from({ length: count }, () => ({
    path: `com.example.c${next(collections)}/k${next(150)}`,
    cid: cidOf(next(1000)),
    isDelete: next(3) === 0,
  }))
}

describe('a history of five repositories', () => {
  const next = numbers(20_240_731)
  const key = K256Key.fromHex('0a'.repeat(32))
  const repositories = Array.from({ length: REPOS }, (_, i) => new Repository(`did:web:r${i}.example`))

  /** Writes, signs and packs a commit; gives the CAR file and the operations of its event. */
  function commit(repository: Repository, batch: Intent[]): { car: Uint8Array; ops: RepoOp[] } {
    const change = applyWrites(repository.root, batchOf(batch, repository.model), repository.nodes)
    for (const node of change.newNodes) repository.nodes.set(node.key, node)
    for (const removed of change.removed) repository.nodes.delete(removed)
    repository.root = change.root
    const rev = `3l4sx2l${String(++repository.revision)
      .padStart(6, '2')
      .replace(/[0189]/g, 'x')}`
    const signed = signCommit({ did: repository.did, rev, data: change.root }, key)
    return { car: encodeCar([signed.cid], [signed, ...change.proof]), ops: change.ops }
  }

  it('inverts at every commit from its CAR file alone, and is followed by its operations', () => {
    let written = 0
    while (written < OPS) {
      const repository = repositories[next(REPOS)]!
      const batch = intents(next, 3)
      const prevData = repository.root
      const { car, ops } = commit(repository, batch)
      written += batch.length

      const { roots, blocks } = readCar(car)
      expect(text(blocks[0]!.cid)).toBe(text(roots[0]))
      expect(verifyCommit(blocks[0]!.bytes, key.didKey)).toBe(true)
      const { data } = decodeCommit(blocks[0]!.bytes)
      const nodes = nodesByKey(blocks.slice(1).map(({ cid, bytes }) => decodeNode(bytes, cid)))
      expect(text(invertOps(data, ops, nodes))).toBe(text(prevData))

      for (const { path, cid } of ops) {
        if (cid === null) repository.followed.delete(path)
        else repository.followed.set(path, cid)
      }
    }
  })

  it('ends with the trees that building from nothing gives, and not one node more', () => {
    for (const { root, nodes, model, followed } of repositories) {
      const fresh = rebuilt(model)
      expect(text(root)).toBe(text(fresh.root))
      expect(text(rebuilt(followed).root)).toBe(text(root))
      expect([...nodes.keys()].sort()).toEqual([...fresh.nodes.keys()].sort())
    }
  })

  it('has the same difference between two repositories both ways', () => {
    const [a, b] = repositories as [Repository, Repository]
    const nodes = new Map([...a.nodes, ...b.nodes])
    const there = diffTrees(a.root, b.root, nodes)
    const back = diffTrees(b.root, a.root, nodes)
    expect(there.ops.map(({ path }) => path)).toEqual(back.ops.map(({ path }) => path))
    expect(plainOps(applyWrites(a.root, there.ops.map(asWrite), nodes).ops)).toEqual(plainOps(there.ops))
    expect(text(applyWrites(a.root, there.ops.map(asWrite), nodes).root)).toBe(text(b.root))
  })
})

function asWrite({ action, path, cid }: RepoOp) {
  return { action, path, ...(cid === null ? {} : { cid }) }
}
