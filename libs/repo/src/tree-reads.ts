import { cidKey } from '@guildhall/data'
import type { CidBytes, CidKey } from '@guildhall/data'
import { CoveringWalk } from './covering-walk.js'
import { InvalidRepo } from './invalid-repo.js'
import { LAYER_MAX } from './limits.js'
import { MissingNodes } from './missing-nodes.js'
import type { MstNode } from './mst-node.js'
import { assertNotEmpty, assertRoot, findNode, lowerBound, subtreeAt } from './node-source.js'
import type { NodeSource } from './node-source.js'

/** The record at a path, and the nodes from the root down that show it, or that show there is none. */
export interface PathProof {
  cid: CidBytes | undefined
  /** Root first. */
  proof: MstNode[]
}

/**
 * The nodes to load next so that these paths can be written, read or proved: all that can be named now, for all paths
 * and their neighbours (a delete joins the subtrees on both sides). Load them and ask again until none is left; each
 * round goes one layer deeper.
 * @param root the tree before the writes
 * @throws InvalidRepo when the tree is deeper than a tree can be
 */
export function missingForPaths(root: CidBytes, paths: readonly string[], nodes: NodeSource): CidKey[] {
  const missing: CidKey[] = []
  const load = (cid: CidBytes): MstNode | undefined => {
    const key = cidKey(cid)
    const node = findNode(nodes, key)
    if (node === undefined) missing.push(key)
    return node
  }
  const top = load(root)
  if (top === undefined) return missing
  new CoveringWalk(sortedOnce(paths), { load, visit: () => {}, isWithNeighbours: () => true }).start(top)
  return missing
}

/**
 * The nodes of a tree from which a consumer can undo operations on these paths (Sync 1.1): to each path; for those in
 * `created`, to both neighbours as well, because undoing a create joins the subtrees beside it. Root first.
 * @throws MissingNodes with all that are not there
 * @throws InvalidRepo
 */
export function coveringProof(
  root: MstNode,
  paths: readonly string[],
  created: ReadonlySet<string>,
  nodes: NodeSource,
): MstNode[] {
  const proof: MstNode[] = []
  const missing: CidKey[] = []
  const load = (cid: CidBytes): MstNode | undefined => {
    const key = cidKey(cid)
    const node = nodes.get(key)
    if (node === undefined) missing.push(key)
    else assertNotEmpty(node)
    return node
  }
  const visit = (node: MstNode): void => void proof.push(node)
  const isWithNeighbours = (path: string): boolean => created.has(path)
  new CoveringWalk(sortedOnce(paths), { load, visit, isWithNeighbours }).start(root)
  if (missing.length > 0) throw new MissingNodes(missing)
  return proof
}

/**
 * The record at a path with its proof, as in com.atproto.sync.getRecord; or else the one node to load before this is
 * asked again. Unlike a write, a proof needs nothing beside the way to its path.
 * @throws InvalidRepo
 */
export function tryPathProof(
  root: CidBytes,
  path: string,
  nodes: NodeSource,
): PathProof | { missing: CidKey } {
  const proof: MstNode[] = []
  let key = cidKey(root)
  let node = findNode(nodes, key)
  while (proof.length <= LAYER_MAX) {
    if (node === undefined) return { missing: key }
    if (proof.length === 0) assertRoot(node)
    else assertNotEmpty(node)
    proof.push(node)
    const i = lowerBound(node.entries, path)
    const entry = node.entries[i]
    if (entry !== undefined && entry.path === path) return { cid: entry.cid, proof }
    const subtree = subtreeAt(node, i)
    if (subtree === null) return { cid: undefined, proof }
    key = cidKey(subtree)
    node = nodes.get(key)
  }
  throw new InvalidRepo('a tree is too deep')
}

/**
 * The record at a path with its proof.
 * @throws MissingNodes
 * @throws InvalidRepo
 */
export function pathProof(root: CidBytes, path: string, nodes: NodeSource): PathProof {
  const found = tryPathProof(root, path, nodes)
  if ('missing' in found) throw new MissingNodes([found.missing])
  return found
}

/**
 * The record at a path; undefined when there is none.
 * @throws MissingNodes
 * @throws InvalidRepo
 */
export function findInTree(root: CidBytes, path: string, nodes: NodeSource): CidBytes | undefined {
  return pathProof(root, path, nodes).cid
}

function sortedOnce(paths: readonly string[]): readonly string[] {
  return paths.length < 2 ? paths : [...new Set(paths)].sort()
}
