import { cidKey } from '@guildhall/data'
import type { CidBytes, CidKey } from '@guildhall/data'
import { EXPORT_AHEAD_BATCHES, EXPORT_BATCH_NODES } from './limits.js'
import { MissingNodes } from './missing-nodes.js'
import type { MstNode } from './mst-node.js'
import { EMPTY_NODE } from './node-encode.js'
import { TreeCursor } from './tree-cursor.js'
import type { TreeStep, WalkOptions } from './tree-cursor.js'
import type { TreeItem } from './tree-walk.js'

/** Loads nodes from where they are kept, in any order. */
export type LoadNodes = (keys: CidKey[]) => Promise<MstNode[]>

/** Settings of an export. */
export interface ExportOptions extends WalkOptions {
  /** Nodes asked for at once, at most. */
  batchNodes?: number
  /** Whether subtrees whose nodes loadNodes does not give are left out, instead of being an error. */
  isPartial?: boolean
}

/** Stands for a node that loadNodes did not give, of a tree that need not be whole. */
const LEFT_OUT = Symbol('left out')

type Loaded = MstNode | typeof LEFT_OUT

/**
 * A whole tree in the order of a streamable CAR file (repository specification): each node before what is below it,
 * leaves in the order of their paths. Loads nodes shortly before they are needed, in batches as large as can be named;
 * keeps EXPORT_AHEAD_BATCHES of them at most.
 * @throws MissingNodes while iterating, when loadNodes does not give what it was asked for
 * @throws InvalidRepo while iterating
 */
export async function* exportTree(
  root: CidBytes,
  loadNodes: LoadNodes,
  options?: ExportOptions,
): AsyncGenerator<TreeItem> {
  for await (const items of exportTreeBatches(root, loadNodes, options)) yield* items
}

/**
 * exportTree by the batch: whatever can be told without another load comes as one array, which saves a promise for
 * each node and leaf.
 * @throws MissingNodes while iterating, when loadNodes does not give what it was asked for
 * @throws InvalidRepo while iterating
 */
export async function* exportTreeBatches(
  root: CidBytes,
  loadNodes: LoadNodes,
  { batchNodes = EXPORT_BATCH_NODES, isPartial = false, ...options }: ExportOptions = {},
): AsyncGenerator<TreeItem[]> {
  const cursor = new TreeCursor(root, options)
  const ahead = new Map<CidKey, Loaded>()
  while (true) {
    const items = takeLoaded(cursor, ahead)
    if (items.length > 0) yield items
    if (cursor.current === undefined) return
    const room = batchNodes * EXPORT_AHEAD_BATCHES - ahead.size
    const wanted = nextUnloaded(cursor.stack, ahead, Math.max(1, Math.min(batchNodes, room)))
    for (const node of await loadNodes(wanted)) ahead.set(node.key, node)
    const missing = wanted.filter((key) => !ahead.has(key) && key !== EMPTY_NODE.key)
    if (missing.length > 0 && !isPartial) throw new MissingNodes(missing)
    for (const key of missing) ahead.set(key, LEFT_OUT)
  }
}

/** Walks on as far as the nodes at hand reach. */
function takeLoaded(cursor: TreeCursor, ahead: Map<CidKey, Loaded>): TreeItem[] {
  const items: TreeItem[] = []
  for (let step = cursor.current; step !== undefined; step = cursor.current) {
    if ('leaf' in step) {
      cursor.skip()
      items.push(step)
      continue
    }
    const key = cidKey(step.subtree)
    const node = ahead.get(key) ?? (key === EMPTY_NODE.key ? EMPTY_NODE : undefined)
    if (node === undefined) break
    ahead.delete(key)
    if (node === LEFT_OUT) {
      cursor.skip()
      continue
    }
    cursor.enter(node)
    items.push({ node })
  }
  return items
}

/** The next nodes that the walk will need and that can be named, in its order, looking into those at hand. */
function nextUnloaded(stack: readonly TreeStep[], ahead: Map<CidKey, Loaded>, count: number): CidKey[] {
  const wanted: CidKey[] = []
  const look = (cid: CidBytes | null): void => {
    if (cid === null || wanted.length >= count) return
    const key = cidKey(cid)
    const node = ahead.get(key)
    if (node === undefined) {
      wanted.push(key)
      return
    }
    if (node === LEFT_OUT) return
    look(node.left)
    for (let i = 0; i < node.entries.length && wanted.length < count; i++) look(node.entries[i]!.right)
  }
  for (let i = stack.length - 1; i >= 0 && wanted.length < count; i--) {
    const step = stack[i]!
    if ('subtree' in step) look(step.subtree)
  }
  return wanted
}
