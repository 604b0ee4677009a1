import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { CidKey } from '@guildhall/data'
import { EMPTY_NODE, MissingNodes, diffTrees } from '@guildhall/repo'
import type { MstNode } from '@guildhall/repo'
import {
  batchOf,
  cidOf,
  intentsArbitrary,
  leavesArbitrary,
  modelOps,
  plainOps,
  rebuilt,
} from '../test/sample-trees.js'

const sorted = (list: Iterable<CidKey>) => [...list].sort()

describe('the difference of two trees', () => {
  it('is what happened between them, with exactly the nodes that came and went', () => {
    fc.assert(
      fc.property(leavesArbitrary, intentsArbitrary(20), (leaves, intents) => {
        const before = new Map(leaves)
        const after = new Map(leaves)
        batchOf(intents, after)
        const [old, now] = [rebuilt(before), rebuilt(after)]
        const difference = diffTrees(old.root, now.root, new Map([...old.nodes, ...now.nodes]))
        const touched = [...new Set([...before.keys(), ...after.keys()])].sort()
        const ops = modelOps(before, after, touched).filter(({ cid, prev }) => cid !== prev)
        expect(plainOps(difference.ops)).toEqual(plainOps(ops))
        const only = (some: Map<CidKey, MstNode>, other: Map<CidKey, MstNode>) =>
          sorted([...some.keys()].filter((key) => !other.has(key)))
        expect(sorted(difference.newNodes.map(({ key }) => key))).toEqual(only(now.nodes, old.nodes))
        expect(sorted(difference.removed)).toEqual(only(old.nodes, now.nodes))
      }),
      { numRuns: 300 },
    )
  })

  it('does not look into what both have', () => {
    const leaves = Array.from({ length: 5000 }, (_, i): [string, Uint8Array] => [`a/${i}`, cidOf(1)])
    const [old, now] = [rebuilt(leaves), rebuilt([...leaves, ['a/new', cidOf(2)]])]
    let reads = 0
    const nodes = new Map([...old.nodes, ...now.nodes])
    const counting = { get: (key: CidKey) => (reads++, nodes.get(key)) }
    expect(diffTrees(old.root, now.root, counting).ops).toHaveLength(1)
    expect(reads).toBeLessThan(100)
  })

  it('is everything against the empty tree, and needs the nodes', () => {
    const { root, nodes } = rebuilt([['a/b', cidOf(1)]])
    expect(diffTrees(EMPTY_NODE.cid, root, nodes).ops).toEqual([
      { action: 'create', path: 'a/b', cid: cidOf(1) },
    ])
    expect(() => diffTrees(EMPTY_NODE.cid, root, new Map())).toThrow(MissingNodes)
  })
})
