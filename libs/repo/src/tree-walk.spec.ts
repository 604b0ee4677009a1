import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { CidBytes } from '@guildhall/data'
import {
  EMPTY_NODE,
  InvalidRepo,
  MissingNodes,
  keyLayer,
  makeNode,
  validateTree,
  walkTree,
} from '@guildhall/repo'
import type { MstNode } from '@guildhall/repo'
import { PATHS, cidOf, leavesArbitrary, nodesByKey, rebuilt } from '../test/sample-trees.js'

const onLayer = (layer: number) => PATHS.filter((path) => keyLayer(path) === layer).sort()
const leaf = (path: string, right: CidBytes | null = null) => ({ path, cid: cidOf(1), right })
const validate = (...nodes: MstNode[]) => validateTree(nodes.at(-1)!.cid, nodesByKey(nodes))

describe('walking a tree', () => {
  it('gives every node before what is below it, and the leaves in order', () => {
    fc.assert(
      fc.property(leavesArbitrary, (leaves) => {
        const { root, nodes } = rebuilt(leaves)
        const seen = [...walkTree(root, nodes, { isValidated: true })]
        const paths = seen.flatMap((item) => ('leaf' in item ? [item.leaf.path] : []))
        expect(paths).toEqual(leaves.map(([path]) => path).sort())
        expect(seen.length - paths.length).toBe(nodes.size)
      }),
      { numRuns: 50 },
    )
  })

  it('says what is missing', () => {
    expect(() => [...walkTree(cidOf(1), nodesByKey([]))]).toThrow(MissingNodes)
  })
})

describe('validating a tree', () => {
  const [low, lower] = [onLayer(0), onLayer(1)]
  const below = (path: string) => low.findLast((each) => each < path)!
  const above = (path: string) => low.find((each) => each > path)!

  it('takes a valid tree', () => {
    const child = makeNode(null, [leaf(above(lower[0]!))])
    expect(validate(child, makeNode(null, [leaf(lower[0]!, child.cid)]))).toEqual({ nodes: 2, leaves: 2 })
    expect(validate(EMPTY_NODE)).toEqual({ nodes: 1, leaves: 0 })
  })

  it('refuses leaves of two layers in one node', () => {
    expect(() =>
      validate(
        makeNode(
          null,
          [low[0]!, lower[0]!].sort().map((path) => leaf(path)),
        ),
      ),
    ).toThrow(InvalidRepo)
  })

  it('refuses a subtree on the wrong layer', () => {
    const child = makeNode(null, [leaf(onLayer(1).find((path) => path > onLayer(3)[0]!)!)])
    expect(() => validate(child, makeNode(null, [leaf(onLayer(3)[0]!, child.cid)]))).toThrow(InvalidRepo)
  })

  it('refuses a subtree in the wrong place', () => {
    const child = makeNode(null, [leaf(below(lower.at(-1)!))])
    expect(() => validate(child, makeNode(null, [leaf(lower.at(-1)!, child.cid)]))).toThrow(InvalidRepo)
  })

  it('refuses a leaf that comes twice', () => {
    const child = makeNode(null, [leaf(above(lower[0]!))])
    const parent = makeNode(child.cid, [leaf(lower.at(-1)!, child.cid)])
    expect(() => validate(child, parent)).toThrow(InvalidRepo)
  })

  it('refuses subtrees below layer 0', () => {
    const child = makeNode(null, [leaf(low[1]!)])
    expect(() => validate(child, makeNode(null, [leaf(low[0]!, child.cid)]))).toThrow(InvalidRepo)
  })

  it('refuses an empty node inside, and a root that bridges', () => {
    expect(() => validate(EMPTY_NODE, makeNode(EMPTY_NODE.cid, [leaf(lower[0]!)]))).toThrow(InvalidRepo)
    const child = makeNode(null, [leaf(low[0]!)])
    expect(() => validate(child, makeNode(child.cid, []))).toThrow(InvalidRepo)
  })
})
