import { describe, expect, it } from '@jest/globals'
import { InvalidRepo, MissingNodes, applyWrites, invertOps } from '@guildhall/repo'
import type { RepoOp } from '@guildhall/repo'
import { PATHS, cidOf, nodesByKey, rebuilt } from '../test/sample-trees.js'

describe('undoing operations', () => {
  const before = rebuilt(PATHS.slice(0, 60).map((path) => [path, cidOf(1)]))
  const [created, updated, deleted] = [PATHS[70]!, PATHS[3]!, PATHS[40]!]
  const change = applyWrites(
    before.root,
    [
      { action: 'create', path: created, cid: cidOf(2) },
      { action: 'update', path: updated, cid: cidOf(3) },
      { action: 'delete', path: deleted },
    ],
    before.nodes,
  )
  const nodes = new Map([...before.nodes, ...nodesByKey(change.newNodes)])
  const [create, update, drop] = change.ops as [RepoOp, RepoOp, RepoOp]

  it.each<[string, RepoOp[]]>([
    ['a create of another record', [{ ...create, cid: cidOf(9) }]],
    ['a create that was none', [{ action: 'create', path: 'com.example.a/nowhere', cid: cidOf(1) }]],
    ['an update to another record', [{ ...update, cid: cidOf(9) }]],
    ['an update that does not say from what', [{ action: 'update', path: updated, cid: cidOf(3) }]],
    ['an update of nothing', [{ ...update, path: deleted }]],
    ['a delete that does not say of what', [{ action: 'delete', path: deleted, cid: null }]],
    ['a delete of what is there', [{ ...drop, path: created }]],
    ['a delete that names a record', [{ ...drop, cid: cidOf(1) }]],
    ['a path that is none', [{ ...drop, path: 'nothing' }]],
  ])('refuses %s', (_, ops) => {
    expect(() => invertOps(change.root, ops, nodes)).toThrow(InvalidRepo)
  })

  it('says which nodes it misses', () => {
    for (const node of change.proof) {
      const less = nodesByKey(change.proof.filter((each) => each !== node))
      expect(() => invertOps(change.root, change.ops, less)).toThrow(MissingNodes)
    }
  })
})
