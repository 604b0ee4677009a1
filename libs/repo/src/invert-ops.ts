import { cidKey } from '@guildhall/data'
import type { CidBytes } from '@guildhall/data'
import { InvalidRepo } from './invalid-repo.js'
import { MutableTree } from './mutable-tree.js'
import type { NodeSource } from './node-source.js'
import { PathExists } from './path-exists.js'
import { PathMissing } from './path-missing.js'
import type { RepoOp } from './repo-write.js'

/**
 * Undoes the operations of a commit, the last first, on the part of its tree that came with it, and returns the root
 * of the tree before. It must be the `prevData` that the commit claims (Sync 1.1, "operation inversion").
 * @param root the tree after the operations
 * @param nodes the nodes of the commit's CAR file; nothing else is needed when the commit is sound
 * @throws MissingNodes when the nodes do not suffice
 * @throws InvalidRepo when the operations are not what was done to this tree
 */
export function invertOps(root: CidBytes, ops: readonly RepoOp[], nodes: NodeSource): CidBytes {
  const tree = new MutableTree(root, nodes)
  for (let i = ops.length - 1; i >= 0; i--) {
    const op = ops[i]!
    try {
      invert(tree, op)
    } catch (error) {
      if (!(error instanceof PathExists || error instanceof PathMissing)) throw error
      throw new InvalidRepo(`the tree does not show the ${op.action} of ${op.path}`)
    }
  }
  return tree.encode().at(-1)!.cid
}

function invert(tree: MutableTree, { action, path, cid, prev }: RepoOp): void {
  let now: CidBytes | null = null
  if (action === 'create') {
    now = tree.delete(path)
  } else {
    if (prev === undefined) throw new InvalidRepo(`the ${action} of ${path} does not say what was there`)
    if (action === 'update') now = tree.update(path, prev)
    else tree.create(path, prev)
  }
  const isAsTold = now === null || cid === null ? now === cid : cidKey(now) === cidKey(cid)
  if (!isAsTold) throw new InvalidRepo(`the tree does not show the ${action} of ${path}`)
}
