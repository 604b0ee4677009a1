import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { CidBytes, CidKey } from '@guildhall/data'
import {
  EMPTY_NODE,
  InvalidRepo,
  MissingNodes,
  PathExists,
  PathMissing,
  applyWrites,
  invertOps,
  makeNode,
  missingForPaths,
} from '@guildhall/repo'
import type { MstNode, RepoOp, RepoWrite, TreeChange } from '@guildhall/repo'
import {
  PATHS,
  batchOf,
  cidOf,
  intentsArbitrary,
  leavesArbitrary,
  modelOps,
  nodesByKey,
  plainOps,
  rebuilt,
  text,
} from '../test/sample-trees.js'

const keys = (nodes: Iterable<MstNode>) => [...nodes].map(({ key }) => key)
const sorted = (list: Iterable<CidKey>) => [...list].sort()
const shuffled = <T>(list: readonly T[], seed: number): T[] =>
  list
    .map((item, i) => ({ item, at: ((i + 1) * seed) % 1009 }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)

/** A tree before, writes, and the tree after, built from nothing. */
const changeArbitrary = fc.tuple(leavesArbitrary, intentsArbitrary(30)).map(([leaves, intents]) => {
  const model = new Map(leaves)
  const before = new Map(leaves)
  const writes = batchOf(intents, model)
  return { before, model, writes, old: rebuilt(before), now: rebuilt(model) }
})

describe('applying writes', () => {
  it('gives the tree that building from nothing gives, and exactly the nodes that came and went', () => {
    fc.assert(
      fc.property(changeArbitrary, ({ before, model, writes, old, now }) => {
        const change = applyWrites(old.root, writes, old.nodes)
        expect(text(change.root)).toBe(text(now.root))
        const newKeys = keys(change.newNodes)
        expect(sorted(newKeys)).toEqual(sorted([...now.nodes.keys()].filter((key) => !old.nodes.has(key))))
        expect(sorted(change.removed)).toEqual(
          sorted([...old.nodes.keys()].filter((key) => !now.nodes.has(key))),
        )
        const paths = writes.map(({ path }) => path)
        expect(plainOps(change.ops)).toEqual(plainOps(modelOps(before, model, paths)))
        if (text(change.root) !== text(old.root)) expect(newKeys[0]).toBe(nodeOf(change).key)
      }),
      { numRuns: 300 },
    )
  })

  it('gives a proof from which alone the operations can be undone, in any order', () => {
    fc.assert(
      fc.property(changeArbitrary, fc.integer({ min: 1, max: 1008 }), ({ writes, old, now }, seed) => {
        const change = applyWrites(old.root, writes, old.nodes)
        const proof = nodesByKey(change.proof)
        expect(text(change.proof[0]!.cid)).toBe(text(change.root))
        expect(proof.size).toBe(change.proof.length)
        for (const node of change.newNodes) expect(proof.has(node.key)).toBe(true)
        for (const key of proof.keys()) expect(now.nodes.has(key)).toBe(true)
        expect(text(invertOps(change.root, change.ops, proof))).toBe(text(old.root))
        expect(text(invertOps(change.root, shuffled(change.ops, seed), proof))).toBe(text(old.root))
        const deletesFirst = [...change.ops].sort((a, b) => a.action.localeCompare(b.action))
        expect(text(invertOps(change.root, deletesFirst, proof))).toBe(text(old.root))
      }),
      { numRuns: 300 },
    )
  })

  it('asks for all that a cold cache lacks, one layer at a time', () => {
    fc.assert(
      fc.property(changeArbitrary, ({ writes, old, now }) => {
        const paths = writes.map(({ path }) => path)
        const cache = new Map<CidKey, MstNode>()
        let rounds = 0
        for (let lacking = missing(); lacking.length > 0; lacking = missing()) {
          expect(new Set(lacking).size).toBe(lacking.length)
          for (const key of lacking) cache.set(key, old.nodes.get(key)!)
          expect(++rounds).toBeLessThanOrEqual(8)
        }
        expect(text(applyWrites(old.root, writes, cache).root)).toBe(text(now.root))
        function missing() {
          return missingForPaths(old.root, paths, cache)
        }
      }),
      { numRuns: 100 },
    )
  })

  it('names all missing nodes it can, so that loading them round by round ends', () => {
    fc.assert(
      fc.property(changeArbitrary, ({ writes, old, now }) => {
        const cache = new Map<CidKey, MstNode>()
        for (let rounds = 0; ; rounds++) {
          expect(rounds).toBeLessThanOrEqual(8)
          try {
            expect(text(applyWrites(old.root, writes, cache).root)).toBe(text(now.root))
            return
          } catch (error) {
            if (!(error instanceof MissingNodes)) throw error
            for (const key of error.keys) {
              expect(cache.has(key)).toBe(false)
              cache.set(key, old.nodes.get(key)!)
            }
          }
        }
      }),
      { numRuns: 100 },
    )
  })

  it('never changes a node that others share', () => {
    fc.assert(
      fc.property(changeArbitrary, ({ writes, old }) => {
        applyWrites(old.root, writes, old.nodes)
        for (const node of old.nodes.values()) expect(makeNode(node.left, node.entries).key).toBe(node.key)
      }),
      { numRuns: 50 },
    )
  })
})

function nodeOf({ root, proof }: TreeChange): MstNode {
  return proof.find(({ cid }) => text(cid) === text(root))!
}

describe('several writes to one path', () => {
  const [path, other] = [PATHS[0]!, PATHS[30]!]
  const [one, two, three] = [cidOf(1), cidOf(2), cidOf(3)]
  const make = (cid: CidBytes): RepoWrite => ({ action: 'create', path, cid })
  const change = (cid: CidBytes): RepoWrite => ({ action: 'update', path, cid })
  const drop: RepoWrite = { action: 'delete', path }

  it.each<[string, boolean, RepoWrite[], RepoOp[]]>([
    ['create, update: a create', false, [make(one), change(two)], [{ action: 'create', path, cid: two }]],
    ['create, delete: nothing', false, [make(one), drop], []],
    ['create, delete, create', false, [make(one), drop, make(two)], [{ action: 'create', path, cid: two }]],
    [
      'update, update: one update',
      true,
      [change(two), change(three)],
      [{ action: 'update', path, cid: three, prev: one }],
    ],
    [
      'update, delete: a delete',
      true,
      [change(two), drop],
      [{ action: 'delete', path, cid: null, prev: one }],
    ],
    ['delete, create: an update', true, [drop, make(two)], [{ action: 'update', path, cid: two, prev: one }]],
    ['an update to the same', true, [change(one)], [{ action: 'update', path, cid: one, prev: one }]],
  ])('%s', (_, isThere, writes, ops) => {
    const before: [string, CidBytes][] = [[other, one]]
    if (isThere) before.push([path, one])
    const old = rebuilt(before)
    const result = applyWrites(old.root, writes, old.nodes)
    expect(plainOps(result.ops)).toEqual(plainOps(ops))
    expect(text(invertOps(result.root, result.ops, nodesByKey(result.proof)))).toBe(text(old.root))
  })

  it('is told in the order of the first write to each', () => {
    const writes: RepoWrite[] = [make(one), { action: 'create', path: other, cid: one }, change(two)]
    const { ops } = applyWrites(EMPTY_NODE.cid, writes, nodesByKey([]))
    expect(ops.map((op) => op.path)).toEqual([path, other])
  })
})

describe('writes that cannot be', () => {
  const old = rebuilt([['a/b', cidOf(1)]])
  const apply = (...writes: RepoWrite[]) => applyWrites(old.root, writes, old.nodes)

  it('are refused with their path', () => {
    expect(() => apply({ action: 'create', path: 'a/b', cid: cidOf(2) })).toThrow(PathExists)
    expect(() => apply({ action: 'update', path: 'a/c', cid: cidOf(2) })).toThrow(PathMissing)
    expect(() => apply({ action: 'delete', path: 'a/c' })).toThrow(PathMissing)
    expect(() => apply({ action: 'delete', path: 'a/b' }, { action: 'delete', path: 'a/b' })).toThrow(
      PathMissing,
    )
    expect(() => apply({ action: 'delete', path: 'a/c' })).toThrow(expect.objectContaining({ path: 'a/c' }))
  })

  it('are refused when they are malformed', () => {
    expect(() => apply({ action: 'create', path: 'a', cid: cidOf(2) })).toThrow(InvalidRepo)
    expect(() => apply({ action: 'create', path: 'a/c' })).toThrow(InvalidRepo)
    expect(() => apply({ action: 'update', path: 'a/b' })).toThrow(InvalidRepo)
  })

  it('are those on a root that bridges a layer or holds an empty node', () => {
    const bridge = makeNode(old.root, [])
    const hollow = makeNode(EMPTY_NODE.cid, [{ path: PATHS[80]!, cid: cidOf(1), right: null }])
    const nodes = nodesByKey([...old.nodes.values(), bridge, hollow, EMPTY_NODE])
    const write: RepoWrite = { action: 'create', path: 'a/c', cid: cidOf(1) }
    expect(() => applyWrites(bridge.cid, [write], nodes)).toThrow(InvalidRepo)
    expect(() => applyWrites(hollow.cid, [write], nodes)).toThrow(InvalidRepo)
  })

  it('do not overflow the stack, however deep a forged tree is', () => {
    const nodes = nodesByKey([])
    let below: CidBytes | null = null
    for (let i = 0; i < 20_000; i++) {
      const node: MstNode = makeNode(
        below,
        i === 0 || i === 19_999 ? [{ path: 'a/b', cid: cidOf(1), right: null }] : [],
      )
      nodes.set(node.key, node)
      below = node.cid
    }
    expect(() => applyWrites(below!, [{ action: 'create', path: 'a/a', cid: cidOf(1) }], nodes)).toThrow(
      InvalidRepo,
    )
    expect(() => missingForPaths(below!, ['a/a'], nodes)).toThrow(InvalidRepo)
  })
})
