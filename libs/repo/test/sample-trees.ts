import fc from 'fast-check'
import { cborCidBytes, cidBytesToString } from '@guildhall/data'
import type { CidBytes, CidKey } from '@guildhall/data'
import { buildTree, keyLayer } from '@guildhall/repo'
import type { MstNode, RepoOp, RepoWrite } from '@guildhall/repo'

/** What a tree should hold. */
export type Model = Map<string, CidBytes>

const cids: CidBytes[] = []

/** A CID for each number. */
export function cidOf(n: number): CidBytes {
  return (cids[n] ??= cborCidBytes(Uint8Array.of(0x1a, n >>> 24, n >>> 16, n >>> 8, n)))
}

/** Paths of every layer from 0 to 6, as many of each: trees with deep gaps, bridges and tall roots. */
export const PATHS: readonly string[] = minePaths(7, 12)

function minePaths(layers: number, each: number): string[] {
  const found: string[][] = Array.from({ length: layers }, () => [])
  for (let i = 0; found.some((paths) => paths.length < each); i++) {
    const path = `com.example.${i % 3 === 0 ? 'a' : 'b'}/${((i * 7919) % 1_000_003).toString(36)}`
    const paths = found[keyLayer(path)]
    if (paths !== undefined && paths.length < each) paths.push(path)
  }
  return found.flat()
}

export const pathArbitrary = fc.constantFrom(...PATHS)
const cidArbitrary = fc.integer({ min: 0, max: 20 }).map(cidOf)

/** Leaves of a tree, each path once, in any order. */
export const leavesArbitrary = fc
  .uniqueArray(pathArbitrary, { maxLength: 60, size: 'max' })
  .chain((paths) => fc.tuple(...paths.map((path) => fc.tuple(fc.constant(path), cidArbitrary))))

/** Intentions that batchOf makes writes of. */
export const intentsArbitrary = (maxLength: number) =>
  fc.array(fc.record({ path: pathArbitrary, cid: cidArbitrary, isDelete: fc.boolean() }), {
    maxLength,
    size: 'max',
  })
export type Intent = { path: string; cid: CidBytes; isDelete: boolean }

/** Writes that are possible one after another on this model, which they change. Paths may come more than once. */
export function batchOf(intents: readonly Intent[], model: Model): RepoWrite[] {
  return intents.map(({ path, cid, isDelete }) => {
    const isThere = model.has(path)
    if (isThere && isDelete) {
      model.delete(path)
      return { action: 'delete', path }
    }
    model.set(path, cid)
    return { action: isThere ? 'update' : 'create', path, cid }
  })
}

export function nodesByKey(nodes: Iterable<MstNode>): Map<CidKey, MstNode> {
  const map = new Map<CidKey, MstNode>()
  for (const node of nodes) map.set(node.key, node)
  return map
}

/** The tree of a model, built from nothing. */
export function rebuilt(model: Iterable<[string, CidBytes]>): {
  root: CidBytes
  nodes: Map<CidKey, MstNode>
} {
  const { root, nodes } = buildTree(model)
  return { root, nodes: nodesByKey(nodes) }
}

export const text = (cid: CidBytes | null | undefined): string => (cid ? cidBytesToString(cid) : String(cid))

/** Operations as plain values that can be compared. */
export const plainOps = (ops: readonly RepoOp[]): unknown[] =>
  ops.map((op) => ({ ...op, cid: text(op.cid), ...(op.prev === undefined ? {} : { prev: text(op.prev) }) }))

/** The operations that lead from one model to another. */
export function modelOps(before: Model, after: Model, paths: Iterable<string>): RepoOp[] {
  const ops: RepoOp[] = []
  for (const path of new Set(paths)) {
    const prev = before.get(path)
    const cid = after.get(path)
    if (prev !== undefined) ops.push({ action: cid ? 'update' : 'delete', path, cid: cid ?? null, prev })
    else if (cid !== undefined) ops.push({ action: 'create', path, cid })
  }
  return ops
}

/** The object that a node encodes, for a generic encoder. */
export function nodeObject(node: MstNode, toLink: (cid: CidBytes) => unknown): unknown {
  const link = (cid: CidBytes | null): unknown => (cid === null ? null : toLink(cid))
  let previous = ''
  const e = node.entries.map(({ path, cid, right }) => {
    let p = 0
    while (p < previous.length && previous[p] === path[p]) p++
    previous = path
    return { p, k: new TextEncoder().encode(path.slice(p)), v: link(cid), t: link(right) }
  })
  return { l: link(node.left), e }
}
