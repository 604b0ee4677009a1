import type { CidBytes } from '@guildhall/data'
import { InvalidRepo } from './invalid-repo.js'
import type { MstEntry, MstNode } from './mst-node.js'
import { EMPTY_NODE, encodeNode } from './node-encode.js'
import { assertRepoPath, keyLayer } from './repo-path.js'

/** The node of a layer while leaves are still added at its end. */
interface OpenNode {
  left: CidBytes | null
  entries: { path: string; cid: CidBytes; right: CidBytes | null }[]
}

/**
 * The tree of these records: the same whatever their order. Children stand before parents in `nodes`, the root last.
 * @throws InvalidRepo for a path that is none or comes twice
 * @throws NodeTooLarge
 */
export function buildTree(entries: Iterable<[path: string, cid: CidBytes]>): {
  root: CidBytes
  nodes: MstNode[]
} {
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  const nodes: MstNode[] = []
  const open: OpenNode[] = []
  let previous = ''
  for (const [path, cid] of sorted) {
    assertRepoPath(path)
    if (path === previous) throw new InvalidRepo(`two records for ${path}`)
    previous = path
    const layer = keyLayer(path)
    const below = close(open, layer, nodes)
    append(open, layer, below)
    open[layer]!.entries.push({ path, cid, right: null })
  }
  const root = close(open, open.length, nodes)
  if (root === null) nodes.push(EMPTY_NODE)
  return { root: root ?? EMPTY_NODE.cid, nodes }
}

/** Encodes the open nodes below a layer, bridging those that have no leaf; null when there are none. */
function close(open: OpenNode[], layer: number, nodes: MstNode[]): CidBytes | null {
  let below: CidBytes | null = null
  for (let i = 0; i < layer; i++) {
    append(open, i, below)
    const { left, entries } = open[i]!
    below = null
    if (left !== null || entries.length > 0) {
      const node = encodeNode(left, entries as MstEntry[])
      nodes.push(node)
      below = node.cid
    }
    open[i] = { left: null, entries: [] }
  }
  return below
}

/** Puts a finished subtree at the end of a layer's open node. */
function append(open: OpenNode[], layer: number, below: CidBytes | null): void {
  while (open.length <= layer) open.push({ left: null, entries: [] })
  if (below === null) return
  const node = open[layer]!
  const last = node.entries.at(-1)
  if (last === undefined) node.left = below
  else last.right = below
}
