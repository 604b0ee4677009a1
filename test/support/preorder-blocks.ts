import { K256Key } from '@guildhall/crypto'
import { cborCidBytes, encode, type LexMap } from '@guildhall/data'
import { buildTree, type CarBlock, exportTree, signCommit } from '@guildhall/repo'
import { parseDid } from '@guildhall/syntax'

/** The blocks of a repository in the order in which servers export it, the commit first. */
export async function preorderBlocks(did: string, records: Record<string, LexMap>): Promise<CarBlock[]> {
  const contents = new Map(
    Object.entries(records).map(([path, value]) => {
      const bytes = encode(value)
      return [path, { cid: cborCidBytes(bytes), bytes }]
    }),
  )
  const { root, nodes } = buildTree([...contents].map(([path, { cid }]) => [path, cid]))
  const byKey = new Map(nodes.map((node) => [node.key, node]))
  const key = K256Key.fromHex('07'.repeat(32))
  const commit = signCommit({ did: parseDid(did), rev: '3jzfcijpj2z2a', data: root }, key)
  const blocks: CarBlock[] = [commit]
  for await (const item of exportTree(root, async (keys) => keys.map((each) => byKey.get(each)!))) {
    blocks.push('node' in item ? item.node : contents.get(item.leaf.path)!)
  }
  return blocks
}
