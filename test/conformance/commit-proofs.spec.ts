import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { cidBytesToString, cidStringToBytes } from '@guildhall/data'
import { applyWrites, buildTree, invertOps } from '@guildhall/repo'
import type { MstNode, RepoOp, RepoWrite } from '@guildhall/repo'

interface Fixture {
  comment: string
  leafValue: string
  keys: string[]
  adds: string[]
  dels: string[]
  rootBeforeCommit: string
  rootAfterCommit: string
  blocksInProof: string[]
}

const file = new URL('./vectors/firehose/commit-proof-fixtures.json', import.meta.url)
const fixtures = JSON.parse(readFileSync(file, 'utf8')) as Fixture[]
const source = (nodes: readonly MstNode[]) => new Map(nodes.map((node) => [node.key, node]))

describe('interop vectors of covering proofs', () => {
  it('are all there', () => {
    expect(fixtures).toHaveLength(6)
  })

  describe.each(fixtures)('$comment', (fixture) => {
    const cid = cidStringToBytes(fixture.leafValue)
    const before = buildTree(fixture.keys.map((path) => [path, cid]))
    const writes: RepoWrite[] = [
      ...fixture.adds.map((path): RepoWrite => ({ action: 'create', path, cid })),
      ...fixture.dels.map((path): RepoWrite => ({ action: 'delete', path })),
    ]
    const change = applyWrites(before.root, writes, source(before.nodes))

    it('has the roots of the vector', () => {
      expect(cidBytesToString(before.root)).toBe(fixture.rootBeforeCommit)
      expect(cidBytesToString(change.root)).toBe(fixture.rootAfterCommit)
    })

    it('has exactly the blocks of the vector in its proof', () => {
      const proof = change.proof.map((node) => cidBytesToString(node.cid))
      expect(proof.sort()).toEqual([...fixture.blocksInProof].sort())
    })

    it.each<[string, (ops: RepoOp[]) => RepoOp[]]>([
      ['as told', (ops) => ops],
      ['the other way round', (ops) => [...ops].reverse()],
    ])('inverts to the root before from its proof alone, %s', (_, ordered) => {
      const root = invertOps(change.root, ordered(change.ops), source(change.proof))
      expect(cidBytesToString(root)).toBe(fixture.rootBeforeCommit)
    })
  })
})
