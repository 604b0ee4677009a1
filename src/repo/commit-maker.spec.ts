import { K256Key } from '@guildhall/crypto'
import { cborCidBytes, type CidKey } from '@guildhall/data'
import { EMPTY_NODE, keyLayer, type MstNode, NODE_MAX_ENTRIES, buildTree } from '@guildhall/repo'
import type { Did } from '@guildhall/syntax'
import { CommitMaker } from './commit-maker.js'
import { InvalidWrite } from './repo.errors.js'
import type { PlannedWrite, WriteJob } from './write-job.js'

const cid = cborCidBytes(Buffer.from('a record'))
const signer = K256Key.fromHex('0a'.repeat(32))

function makerOn(
  paths: readonly string[],
  isHeld = false,
): { maker: CommitMaker; nodes: Map<CidKey, MstNode> } {
  const { root, nodes } = buildTree(paths.map((path) => [path, cid]))
  const known = new Map([EMPTY_NODE, ...nodes].map((node) => [node.key, node]))
  const head = {
    repoId: 1,
    did: 'did:plc:maker' as Did,
    commit: cid,
    data: root,
    rev: '3aaaaaaaaaa22',
    stateChanges: 0,
    isHeld,
  }
  let count = 0
  const nextRev = () => `3aaaaaaaaaa${String.fromCharCode(98 + count++)}2`
  const nowIso = () => '2026-01-02T03:04:05.678Z'
  return { maker: new CommitMaker(head, { nodes: known, signer, nextRev, nowIso }), nodes: known }
}

const job = (...writes: PlannedWrite[]): WriteJob => ({
  paths: writes.map(({ path }) => path),
  plan: () => writes,
  resolve: () => undefined,
  reject: () => undefined,
})
const create = (path: string): PlannedWrite => ({ action: 'create', path, cid })
const remove = (path: string): PlannedWrite => ({ action: 'delete', path })

describe('CommitMaker', () => {
  it('stores a node again that a commit of the batch dropped and another brought back', () => {
    const { maker, nodes } = makerOn(['com.example.a/1', 'com.example.a/2'])
    maker.make(job(remove('com.example.a/2')), [])
    maker.make(job(create('com.example.a/2')), [])
    const { newNodes, removedNodes, events } = maker.batch()!
    expect(events).toHaveLength(2)
    expect(newNodes.every(({ key }) => nodes.has(key))).toBe(true)
    expect(newNodes.length).toBeGreaterThan(0)
    expect(removedNodes).toEqual([])
  })

  it('drops it all the same when a third commit drops it again', () => {
    const { maker, nodes } = makerOn(['com.example.a/1', 'com.example.a/2'])
    maker.make(job(remove('com.example.a/2')), [])
    maker.make(job(create('com.example.a/2')), [])
    maker.make(job(remove('com.example.a/2')), [])
    const { newNodes, removedNodes } = maker.batch()!
    expect(newNodes.some(({ key }) => nodes.has(key))).toBe(false)
    expect(removedNodes.length).toBeGreaterThan(0)
    expect(removedNodes.every((key) => nodes.has(key))).toBe(true)
  })

  it.each([false, true])('keeps what nobody will find in the table, if held: %s', (isHeld) => {
    const { maker } = makerOn([], isHeld)
    const path = 'com.example.a/1'
    const record = { cid, bytes: Buffer.from('a record'), blobs: [], collection: 'com.example.a' }
    const put = (action: 'create' | 'update') =>
      job({ action, path, cid, record: record as unknown as NonNullable<PlannedWrite['record']> })
    for (const each of [put('create'), put('update'), job(remove(path)), put('create')]) maker.make(each, [])
    const { overtaken, puts } = maker.batch()!
    expect(overtaken.map((one) => one.path)).toEqual(isHeld ? [path, path] : [])
    expect(puts).toHaveLength(1)
  })

  it('refuses a record whose key is one too many on its layer, and takes the next job', () => {
    const paths: string[] = []
    for (let i = 0; paths.length <= NODE_MAX_ENTRIES; i++) {
      const path = `com.example.mined/${i.toString(36)}`
      if (keyLayer(path) === 0) paths.push(path)
    }
    const { maker } = makerOn(paths.slice(0, -1))
    const refused = maker.make(job(create(paths.at(-1)!)), [])
    expect(refused).toMatchObject({ refusal: expect.any(InvalidWrite) })
    expect(maker.make(job(remove(paths[0]!)), [])).toMatchObject({ result: { rev: '3aaaaaaaaaab2' } })
  })
})
