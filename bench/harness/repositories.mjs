// Repositories of any size, as files that a server can import.
import { encode } from '@ipld/dag-cbor'
import { K256Key } from '@guildhall/crypto'
import { cborCidBytes } from '@guildhall/data'
import { buildTree, carFrame, carHeader, signCommit } from '@guildhall/repo'

const TID_LETTERS = '234567abcdefghijklmnopqrstuvwxyz'
const TID_LENGTH = 13

export const POST = 'app.bsky.feed.post'
export const LIKE = 'app.bsky.feed.like'

/** A post, another one for every number. */
export const postOf = (i) => ({
  $type: POST,
  text: `Post ${i}: what a server does all day is to write short texts like this one.`,
  langs: ['en'],
  createdAt: new Date(1_767_225_600_000 + i * 1000).toISOString(),
})

/** A record key of the kind `tid`, rising with the number. */
export function tidOf(i) {
  let left = 1_700_000_000_000_000n * 1024n + BigInt(i) * 1024n
  let tid = ''
  while (tid.length < TID_LENGTH) {
    tid = TID_LETTERS[Number(left % 32n)] + tid
    left /= 32n
  }
  return tid
}

/** A repository of so many posts, as a CAR. @param key exportable key that signs */
export async function carOfPosts(did, key, count) {
  const records = Array.from({ length: count }, (_, i) => {
    const bytes = encode(postOf(i))
    return { path: `${POST}/${tidOf(i)}`, cid: cborCidBytes(bytes), bytes }
  })
  const { root, nodes } = buildTree(records.map(({ path, cid }) => [path, cid]))
  const signer = K256Key.fromHex(Buffer.from(await key.export()).toString('hex'))
  const commit = signCommit({ did, rev: tidOf(count), data: root }, signer)
  const blocks = [commit, ...nodes, ...records].map(carFrame)
  return Buffer.concat([carHeader([commit.cid]), ...blocks])
}
