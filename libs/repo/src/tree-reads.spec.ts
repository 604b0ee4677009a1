import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  EMPTY_NODE,
  MissingNodes,
  findInTree,
  missingForPaths,
  pathProof,
  tryPathProof,
} from '@guildhall/repo'
import { cidOf, leavesArbitrary, nodesByKey, pathArbitrary, rebuilt, text } from '../test/sample-trees.js'

describe('reading a tree', () => {
  it('finds the record of every path, and none elsewhere; its proof alone shows the same', () => {
    fc.assert(
      fc.property(leavesArbitrary, pathArbitrary, (leaves, path) => {
        const { root, nodes } = rebuilt(leaves)
        const expected = text(new Map(leaves).get(path))
        expect(text(findInTree(root, path, nodes))).toBe(expected)
        const { cid, proof } = pathProof(root, path, nodes)
        expect(text(cid)).toBe(expected)
        expect(text(proof[0]!.cid)).toBe(text(root))
        expect(text(findInTree(root, path, nodesByKey(proof)))).toBe(expected)
        for (const node of proof) {
          const less = nodesByKey(proof.filter((each) => each !== node))
          if (node !== EMPTY_NODE) expect(() => findInTree(root, path, less)).toThrow(MissingNodes)
        }
      }),
      { numRuns: 100 },
    )
  })

  it('asks for the nodes of a proof one after the other, and for no others', () => {
    fc.assert(
      fc.property(leavesArbitrary, pathArbitrary, (leaves, path) => {
        const { root, nodes } = rebuilt(leaves)
        const loaded = nodesByKey([])
        let found = tryPathProof(root, path, loaded)
        while ('missing' in found) {
          loaded.set(found.missing, nodes.get(found.missing)!)
          found = tryPathProof(root, path, loaded)
        }
        expect(found).toEqual(pathProof(root, path, nodes))
        expect([...loaded.values()]).toEqual(found.proof.filter((node) => node !== EMPTY_NODE))
      }),
      { numRuns: 100 },
    )
  })

  it('finds nothing in the empty tree, which needs not be loaded', () => {
    expect(findInTree(EMPTY_NODE.cid, 'a/b', nodesByKey([]))).toBeUndefined()
    expect(missingForPaths(EMPTY_NODE.cid, ['a/b'], nodesByKey([]))).toEqual([])
    expect(pathProof(EMPTY_NODE.cid, 'a/b', nodesByKey([])).proof).toEqual([EMPTY_NODE])
  })

  it('names a root that is missing', () => {
    const { root, nodes } = rebuilt([['a/b', cidOf(1)]])
    const [key] = nodes.keys()
    expect(missingForPaths(root, ['a/b'], nodesByKey([]))).toEqual([key])
    expect(() => findInTree(root, 'a/b', nodesByKey([]))).toThrow(expect.objectContaining({ keys: [key] }))
  })
})
