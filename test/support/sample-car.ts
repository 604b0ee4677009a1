import { K256Key, type Signer } from '@guildhall/crypto'
import { cborCidBytes, type CidBytes, encode, type LexMap } from '@guildhall/data'
import { buildTree, type CarBlock, encodeCar, signCommit } from '@guildhall/repo'
import { parseDid } from '@guildhall/syntax'

const REV = '3jzfcijpj2z2a'

/** A repository as another server would export it, in parts that a test can spoil. */
export interface SampleCar {
  commit: CarBlock
  nodes: CarBlock[]
  records: CarBlock[]
}

/** Signs a commit over these records. */
export function sampleCar(
  did: string,
  records: Record<string, LexMap | Uint8Array>,
  { signer = K256Key.fromHex('07'.repeat(32)) as Signer, rev = REV } = {},
): SampleCar {
  const blocks = Object.entries(records).map(([path, value]) => {
    const bytes = value instanceof Uint8Array ? value : encode(value)
    return { path, bytes, cid: cborCidBytes(bytes) }
  })
  const sorted = [...blocks].sort((a, b) => (a.path < b.path ? -1 : 1))
  const tree = buildTree(sorted.map(({ path, cid }) => [path, cid] as [string, CidBytes]))
  const commit = signCommit({ did: parseDid(did), rev, data: tree.root }, signer)
  return { commit, nodes: [...tree.nodes], records: distinct(blocks) }
}

/** The file. */
export function carOf({ commit, nodes, records }: SampleCar, more: CarBlock[] = []): Buffer {
  return Buffer.from(encodeCar([commit.cid], [commit, ...nodes, ...records, ...more]))
}

function distinct(blocks: CarBlock[]): CarBlock[] {
  return [
    ...new Map(blocks.map(({ cid, bytes }) => [Buffer.from(cid).toString('hex'), { cid, bytes }])).values(),
  ]
}
