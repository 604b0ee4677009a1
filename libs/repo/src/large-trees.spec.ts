import { describe, expect, it } from '@jest/globals'
import type { CidBytes, CidKey } from '@guildhall/data'
import {
  EMPTY_NODE,
  NODE_MAX_ENTRIES,
  NodeTooLarge,
  applyWrites,
  buildTree,
  decodeNode,
  invertOps,
  keyLayer,
  missingForPaths,
  validateTree,
} from '@guildhall/repo'
import type { MstNode, RepoWrite } from '@guildhall/repo'
import { cidOf, nodesByKey, rebuilt, text } from '../test/sample-trees.js'

/** HISTORY_OPERATIONS=10000 is the long run. */
const LEAVES = Number(process.env.HISTORY_OPERATIONS ?? 2_000)
/** Found within a fraction of a second; an attacker with a day has 8 more. */
const MINED_LAYER = 8

/** The first paths whose layer is wanted. */
function minePaths(count: number, isWanted: (layer: number) => boolean): string[] {
  const found: string[] = []
  for (let i = 0; found.length < count; i++) {
    const path = `com.example.mined/${i.toString(36)}`
    if (isWanted(keyLayer(path))) found.push(path)
  }
  return found
}

const create = (path: string): RepoWrite => ({ action: 'create', path, cid: cidOf(1) })

/** Applies writes one by one, as single commits. */
function grow(writes: readonly RepoWrite[]): { root: CidBytes; nodes: Map<CidKey, MstNode> } {
  let root: CidBytes = EMPTY_NODE.cid
  const nodes = nodesByKey([])
  for (const write of writes) {
    const change = applyWrites(root, [write], nodes)
    for (const node of change.newNodes) nodes.set(node.key, node)
    for (const key of change.removed) nodes.delete(key)
    root = change.root
  }
  return { root, nodes }
}

describe('a large tree', () => {
  const paths = Array.from(
    { length: LEAVES },
    (_, i) => `com.example.c${i % 7}/${((i * 7919) % 999_983).toString(36)}`,
  )
  const whole = rebuilt(paths.map((path) => [path, cidOf(1)]))

  it.each([
    ['as they come', (list: string[]) => list],
    ['from the last to the first', (list: string[]) => [...list].reverse()],
    ['from the middle outwards', (list: string[]) => list.map((_, i) => list[(i * 7_001) % list.length]!)],
    ['by layers, the top first', (list: string[]) => [...list].sort((a, b) => keyLayer(b) - keyLayer(a))],
  ])('is the same when its leaves are written %s', (_order, arrange) => {
    const { root, nodes } = grow([...new Set(arrange(paths))].map(create))
    expect(text(root)).toBe(text(whole.root))
    expect([...nodes.keys()].sort()).toEqual([...whole.nodes.keys()].sort())
  })

  it('is empty again when all leaves are gone', () => {
    const deletes = [...paths].sort().map((path): RepoWrite => ({ action: 'delete', path }))
    const { root } = grow([...paths.map(create), ...deletes])
    expect(text(root)).toBe(text(EMPTY_NODE.cid))
  })
})

describe('paths that were looked for', () => {
  it('make a tall tree, in which a write costs one node for each layer', () => {
    const [tall] = minePaths(1, (layer) => layer >= MINED_LAYER)
    const low = minePaths(40, (layer) => layer === 0)
    const { root, nodes } = grow([...low, tall!].map(create))
    expect(validateTree(root, nodes)).toMatchObject({ leaves: 41 })
    const layers = keyLayer(tall!)
    const change = applyWrites(root, [{ action: 'delete', path: low[3]! }], nodes)
    expect(change.newNodes.length).toBeLessThanOrEqual(layers + 1)
    expect(change.proof.length).toBeLessThanOrEqual(2 * (layers + 1))
    expect(text(invertOps(change.root, change.ops, nodesByKey(change.proof)))).toBe(text(root))
    expect(missingForPaths(root, [low[3]!], nodes)).toEqual([])
    // Without the one that made it tall, nothing bridges any more.
    expect(text(applyWrites(root, [{ action: 'delete', path: tall! }], nodes).root)).toBe(
      text(grow(low.map(create)).root),
    )
  })

  it('fill one node up to a limit, and no further', () => {
    const wide = minePaths(NODE_MAX_ENTRIES + 1, (layer) => layer === 0)
    const fits = wide.slice(0, -1)
    const { root, nodes } = rebuilt(fits.map((path) => [path, cidOf(1)]))
    expect(nodes.size).toBe(1)
    const [node] = nodes.values()
    expect(decodeNode(node!.bytes).entries).toHaveLength(NODE_MAX_ENTRIES)
    const oneMore = create(wide.at(-1)!)
    expect(() => applyWrites(root, [oneMore], nodes)).toThrow(NodeTooLarge)
    expect(() => buildTree(wide.map((path) => [path, cidOf(1)]))).toThrow(NodeTooLarge)
    // It still takes what is not too much: another layer, a change, a delete.
    const [above] = minePaths(1, (layer) => layer > 0)
    expect(applyWrites(root, [create(above!)], nodes).newNodes.length).toBeGreaterThan(1)
    expect(applyWrites(root, [{ action: 'delete', path: fits[0]! }, oneMore], nodes).newNodes).toHaveLength(1)
  })
})
