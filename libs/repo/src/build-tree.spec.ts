import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { CidBytes } from '@guildhall/data'
import { EMPTY_NODE, InvalidRepo, applyWrites, buildTree, validateTree } from '@guildhall/repo'
import { cidOf, leavesArbitrary, nodesByKey, text } from '../test/sample-trees.js'

describe('building a tree', () => {
  it('gives the same whatever the order of the leaves', () => {
    fc.assert(
      fc.property(leavesArbitrary, fc.infiniteStream(fc.nat()), (leaves, numbers) => {
        const shuffled = leaves
          .map((leaf) => ({ leaf, at: numbers.next().value }))
          .sort((a, b) => a.at - b.at)
          .map(({ leaf }) => leaf)
        expect(text(buildTree(shuffled).root)).toBe(text(buildTree(leaves).root))
      }),
      { numRuns: 50 },
    )
  })

  it('gives what writing one leaf after another gives', () => {
    fc.assert(
      fc.property(leavesArbitrary, (leaves) => {
        let root: CidBytes = EMPTY_NODE.cid
        const nodes = nodesByKey([])
        for (const [path, cid] of leaves) {
          const change = applyWrites(root, [{ action: 'create', path, cid }], nodes)
          for (const node of change.newNodes) nodes.set(node.key, node)
          root = change.root
        }
        expect(text(root)).toBe(text(buildTree(leaves).root))
      }),
      { numRuns: 30 },
    )
  })

  it('gives a valid tree whose last node is the root', () => {
    fc.assert(
      fc.property(leavesArbitrary, (leaves) => {
        const { root, nodes } = buildTree(leaves)
        expect(text(nodes.at(-1)!.cid)).toBe(text(root))
        expect(new Set(nodes.map(({ key }) => key)).size).toBe(nodes.length)
        expect(validateTree(root, nodesByKey(nodes))).toEqual({ nodes: nodes.length, leaves: leaves.length })
      }),
      { numRuns: 50 },
    )
  })

  it('gives the empty tree for nothing', () => {
    const { root, nodes } = buildTree([])
    expect(nodes).toEqual([EMPTY_NODE])
    expect(root).toBe(EMPTY_NODE.cid)
  })

  it('refuses a path that is none, and one that comes twice', () => {
    expect(() => buildTree([['a', cidOf(1)]])).toThrow(InvalidRepo)
    expect(() =>
      buildTree([
        ['a/b', cidOf(1)],
        ['a/b', cidOf(2)],
      ]),
    ).toThrow(InvalidRepo)
  })
})
