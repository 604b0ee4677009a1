import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { CidKey } from '@guildhall/data'
import {
  EMPTY_NODE,
  InvalidRepo,
  MissingNodes,
  exportTree,
  exportTreeBatches,
  makeNode,
  walkTree,
} from '@guildhall/repo'
import type { ExportOptions, MstNode, TreeItem } from '@guildhall/repo'
import { PATHS, cidOf, leavesArbitrary, nodesByKey, rebuilt } from '../test/sample-trees.js'

const shown = (item: TreeItem) => ('leaf' in item ? item.leaf.path : item.node.key)
const large = rebuilt(Array.from({ length: 20_000 }, (_, i) => [`com.example.a/${i}`, cidOf(1)]))

/** Loads nodes in an order of its own and counts how often. */
function loader(nodes: Map<CidKey, MstNode>) {
  const sizes: number[] = []
  const load = async (keys: CidKey[]) => {
    sizes.push(keys.length)
    return keys.map((key) => nodes.get(key)!).reverse()
  }
  return { load, sizes }
}

async function collect(nodes: Map<CidKey, MstNode>, root: Uint8Array, options?: ExportOptions) {
  const { load, sizes } = loader(nodes)
  const items: TreeItem[] = []
  for await (const item of exportTree(root, load, options)) items.push(item)
  return { items, sizes }
}

describe('exporting a tree', () => {
  it('gives what a walk gives, with any size of batches', async () => {
    await fc.assert(
      fc.asyncProperty(leavesArbitrary, fc.integer({ min: 1, max: 9 }), async (leaves, batchNodes) => {
        const { root, nodes } = rebuilt(leaves)
        const { items, sizes } = await collect(nodes, root, { batchNodes, isValidated: true })
        expect(items.map(shown)).toEqual([...walkTree(root, nodes)].map(shown))
        expect(Math.max(...sizes, 0)).toBeLessThanOrEqual(batchNodes)
      }),
      { numRuns: 50 },
    )
  })

  it('loads in large batches and keeps few nodes ahead', async () => {
    const { load, sizes } = loader(large.nodes)
    let ahead = 0
    let aheadMax = 0
    let leaves = 0
    const counted = async (keys: CidKey[]) => {
      ahead += keys.length
      aheadMax = Math.max(aheadMax, ahead)
      return load(keys)
    }
    for await (const item of exportTree(large.root, counted)) {
      if ('leaf' in item) leaves++
      else ahead--
    }
    expect(leaves).toBe(20_000)
    expect(sizes.length).toBeLessThan(large.nodes.size / 100)
    expect(Math.max(...sizes)).toBe(256)
    expect(aheadMax).toBeLessThan(2000)
  })

  it('comes in batches for those who like them larger', async () => {
    const { load } = loader(large.nodes)
    const items: TreeItem[] = []
    let batches = 0
    for await (const batch of exportTreeBatches(large.root, load)) {
      batches++
      items.push(...batch)
    }
    expect(items.map(shown)).toEqual([...walkTree(large.root, large.nodes)].map(shown))
    expect(batches).toBeLessThan(100)
  })

  it('gives the empty tree, whether or not it is stored', async () => {
    expect((await collect(nodesByKey([EMPTY_NODE]), EMPTY_NODE.cid)).items).toEqual([{ node: EMPTY_NODE }])
    const nothing = exportTree(EMPTY_NODE.cid, async () => [])
    expect(await nothing.next()).toEqual({ done: false, value: { node: EMPTY_NODE } })
  })

  it('fails when a node is not to be had', async () => {
    const items = exportTree(large.root, async () => [])
    await expect(items.next()).rejects.toThrow(MissingNodes)
  })

  it('leaves out what is not to be had, if asked to', async () => {
    const without = new Map(large.nodes)
    const [, second] = [...walkTree(large.root, large.nodes)].filter((item) => 'node' in item)
    without.delete((second as { node: MstNode }).node.key)
    const shownOf = async (nodes: Map<CidKey, MstNode>): Promise<string[]> => {
      const items: TreeItem[] = []
      const load = async (keys: CidKey[]) => keys.flatMap((key) => nodes.get(key) ?? [])
      for await (const batch of exportTreeBatches(large.root, load, { isPartial: true })) items.push(...batch)
      return items.map(shown)
    }
    const whole = await shownOf(large.nodes)
    const part = await shownOf(without)
    expect(part.length).toBeGreaterThan(0)
    expect(part.length).toBeLessThan(whole.length)
    const kept = new Set(part)
    expect(part).toEqual(whole.filter((item) => kept.has(item)))
    expect(await shownOf(new Map())).toEqual([])
  })

  it('fails for an invalid tree, if asked to check', async () => {
    const node = makeNode(
      null,
      [PATHS[0]!, PATHS[83]!].sort().map((path) => ({ path, cid: cidOf(1), right: null })),
    )
    const nodes = nodesByKey([node])
    expect((await collect(nodes, node.cid)).items).toHaveLength(3)
    await expect(collect(nodes, node.cid, { isValidated: true })).rejects.toThrow(InvalidRepo)
  })
})
