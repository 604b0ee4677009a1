import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { CidBytes, CidKey } from '@guildhall/data'
import { cidKey } from '@guildhall/data'
import { EMPTY_NODE, InvalidRepo, LinkedNode, MissingNodes, TreeBlocks, walkTree } from '@guildhall/repo'
import type { MstNode } from '@guildhall/repo'
import { cidOf, leavesArbitrary, nodesByKey, rebuilt } from '../test/sample-trees.js'

/** CIDs of a walk, loading from `nodes` in an order of its own. */
function walk(root: CidBytes, nodes: Map<CidKey, MstNode>) {
  const seen: string[] = []
  const sizes: number[] = []
  const blocks = new TreeBlocks(root)
  for (;;) {
    const step = blocks.step()
    if (step === 'end') return { seen, sizes }
    if (step === 'node') seen.push(`node ${blocks.node.key}`)
    else if (step === 'leaf')
      seen.push(`leaf ${cidKey(blocks.node.bytes.subarray(blocks.at, blocks.at + 36))}`)
    else {
      const wanted = blocks.wanted()
      sizes.push(wanted.length)
      const found = wanted.map((key) => nodes.get(key)).filter((node) => node !== undefined)
      blocks.add(wanted, found.map(({ cid, bytes }) => new LinkedNode(cid, bytes)).reverse())
    }
  }
}

const expected = (root: CidBytes, nodes: Map<CidKey, MstNode>) =>
  [...walkTree(root, nodes)].map((item) =>
    'leaf' in item ? `leaf ${cidKey(item.leaf.cid)}` : `node ${item.node.key}`,
  )

describe('the blocks of a tree', () => {
  it('come in the order of a walk', () => {
    fc.assert(
      fc.property(leavesArbitrary, (leaves) => {
        const { root, nodes } = rebuilt(leaves)
        expect(walk(root, nodes).seen).toEqual(expected(root, nodes))
      }),
      { numRuns: 100 },
    )
  })

  it('are loaded in large batches', () => {
    const { root, nodes } = rebuilt(
      Array.from({ length: 20_000 }, (_, i) => [`com.example.a/${i}`, cidOf(i)]),
    )
    const { seen, sizes } = walk(root, nodes)
    expect(seen).toEqual(expected(root, nodes))
    expect(sizes.length).toBeLessThan(nodes.size / 100)
    expect(Math.max(...sizes)).toBe(256)
  })

  it('are one for the empty tree, whether or not it is stored', () => {
    expect(walk(EMPTY_NODE.cid, nodesByKey([])).seen).toEqual([`node ${EMPTY_NODE.key}`])
    expect(walk(EMPTY_NODE.cid, nodesByKey([EMPTY_NODE])).seen).toEqual([`node ${EMPTY_NODE.key}`])
  })

  it('must all be there', () => {
    expect(() => walk(cidOf(1), nodesByKey([]))).toThrow(MissingNodes)
  })

  it('are nodes', () => {
    const { root, nodes } = rebuilt([['com.example.a/1', cidOf(1)]])
    const { bytes } = nodes.get(cidKey(root))!
    for (const wrong of [bytes.subarray(1), bytes.subarray(0, -1), Uint8Array.of(0xa0), new Uint8Array(0)]) {
      expect(() => new LinkedNode(root, wrong)).toThrow(InvalidRepo)
    }
  })
})
