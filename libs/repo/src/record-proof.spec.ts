import { describe, expect, it } from '@jest/globals'
import { K256Key, P256Key } from '@guildhall/crypto'
import { cborCidBytes, encode } from '@guildhall/data'
import type { CidBytes, CidKey } from '@guildhall/data'
import {
  applyWrites,
  type CarBlock,
  EMPTY_NODE,
  encodeCar,
  InvalidCar,
  InvalidRepo,
  MstNode,
  pathProof,
  signCommit,
  verifyRecordProof,
} from '@guildhall/repo'

const DID = 'did:web:alice.example'
const REV = '3l4sx2lnhpk2d'
const key = K256Key.fromHex('01'.repeat(32))
const PATH = 'com.example.note/7'

const recordOf = (text: string) => encode({ $type: 'com.example.note', text })
const blockOf = (bytes: Uint8Array): CarBlock => ({ cid: cborCidBytes(bytes), bytes })

/** A repository of 200 records, and the blocks that show what is at a path. */
function proof(
  path: string,
  { did = DID, signer = key }: { did?: string; signer?: Parameters<typeof signCommit>[1] } = {},
) {
  const nodes = new Map<CidKey, MstNode>()
  const records = Array.from({ length: 200 }, (_, i) => ({
    path: `com.example.note/${i}`,
    block: blockOf(recordOf(`note ${i}`)),
  }))
  const writes = records.map((record) => ({
    action: 'create' as const,
    path: record.path,
    cid: record.block.cid,
  }))
  const { root, newNodes } = applyWrites(EMPTY_NODE.cid, writes, nodes)
  for (const node of newNodes) nodes.set(node.key, node)
  const commit = signCommit({ did, rev: REV, data: root }, signer)
  const way: CarBlock[] = pathProof(root, path, nodes).proof
  const record = records.find((each) => each.path === path)
  return { commit, way, record: record ? [record.block] : [] }
}

const carOf = ({ commit, way, record }: ReturnType<typeof proof>) =>
  encodeCar([commit.cid], [commit, ...way, ...record])
const verify = (car: Uint8Array, claim: object = {}) =>
  verifyRecordProof(car, { did: DID, didKey: key.didKey, path: PATH, ...claim })

describe('a proof of a record', () => {
  it('gives the record', () => {
    const found = verify(carOf(proof(PATH)))
    expect(Buffer.from(found!.bytes)).toEqual(Buffer.from(recordOf('note 7')))
    expect(Buffer.from(found!.cid)).toEqual(Buffer.from(cborCidBytes(recordOf('note 7'))))
  })

  it('is good with either curve', () => {
    const signer = P256Key.fromHex('02'.repeat(32))
    expect(verify(carOf(proof(PATH, { signer })), { didKey: signer.didKey })).toBeDefined()
  })

  it('shows as well that there is none', () => {
    expect(verify(carOf(proof('com.example.note/x')), { path: 'com.example.note/x' })).toBeUndefined()
  })

  it('is not one for another DID, key or path', () => {
    expect(() => verify(carOf(proof(PATH)), { did: 'did:web:bob.example' })).toThrow(InvalidRepo)
    expect(() => verify(carOf(proof(PATH)), { didKey: K256Key.fromHex('03'.repeat(32)).didKey })).toThrow(
      InvalidRepo,
    )
    expect(() => verify(carOf(proof(PATH)), { path: 'com.example.note/150' })).toThrow(InvalidRepo)
  })

  it('needs every block on the way', () => {
    const { commit, way, record } = proof(PATH)
    expect(way.length).toBeGreaterThan(1)
    for (const left of way) {
      const less = way.filter((each) => each !== left)
      expect(() => verify(carOf({ commit, way: less, record }))).toThrow(InvalidRepo)
    }
    expect(() => verify(carOf({ commit, way, record: [] }))).toThrow(InvalidRepo)
    expect(() => verify(encodeCar([commit.cid], [...way, ...record]))).toThrow(InvalidRepo)
  })

  it('has the commit for its only root', () => {
    const { commit, way, record } = proof(PATH)
    const all = [commit, ...way, ...record]
    const roots: CidBytes[][] = [[], [commit.cid, commit.cid], [way[0]!.cid], [record[0]!.cid]]
    for (const root of roots) expect(() => verify(encodeCar(root, all))).toThrow(InvalidRepo)
  })

  it('is refused when a byte of it was changed, wherever it is', () => {
    const car = carOf(proof(PATH))
    for (let at = 0; at < car.length; at += 7) {
      const changed = Uint8Array.from(car)
      changed[at]! ^= 1
      expect(() => verify(changed)).toThrow()
    }
  })

  it('is read within limits', () => {
    const car = carOf(proof(PATH))
    const claim = { did: DID, didKey: key.didKey, path: PATH }
    expect(() => verifyRecordProof(car, claim, { carMaxBytes: car.length - 1 })).toThrow(InvalidCar)
    expect(() => verifyRecordProof(car, claim, { carMaxBlocks: 1 })).toThrow(InvalidCar)
  })
})
