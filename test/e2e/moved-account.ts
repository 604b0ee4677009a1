import { createHash } from 'node:crypto'
import { AtpAgent, type BlobRef } from '@atproto/api'
import { readCarWithRoot, verifyRepoCar } from '@atproto/repo'
import { PASSWORD } from './accounts.js'

const NOTE = 'com.example.note'
const PHOTO = 'com.example.photo'
const WRITES_MAX = 200
const BLOB_BYTES = 3_000

/** What an account holds, independent of where it is. */
export interface Contents {
  /** root of the tree */
  data: string
  /** CIDs of the records by path */
  records: Record<string, string>
  /** sha-256 of the bytes of the blobs, by CID */
  blobs: Record<string, string>
}

/** Creates an account with records and blobs of its own. */
export async function createFullAccount(
  url: string,
  handle: string,
  email: string,
  size: { records: number; blobs: number },
): Promise<AtpAgent> {
  const agent = new AtpAgent({ service: url })
  await agent.createAccount({ handle, email, password: PASSWORD })
  const writes: { collection: string; rkey: string; value: Record<string, unknown> }[] = []
  for (let n = 0; n < size.blobs; n++) {
    const image = await uploadBlob(agent, `${handle} ${n} `)
    writes.push({ collection: PHOTO, rkey: `photo${n}`, value: { $type: PHOTO, image } })
  }
  for (let n = size.blobs; n < size.records; n++) {
    writes.push({ collection: NOTE, rkey: `note${n}`, value: { $type: NOTE, n, text: 'ü'.repeat(n % 50) } })
  }
  for (let at = 0; at < writes.length; at += WRITES_MAX) {
    await agent.com.atproto.repo.applyWrites({
      repo: agent.assertDid,
      writes: writes
        .slice(at, at + WRITES_MAX)
        .map((write) => ({ $type: 'com.atproto.repo.applyWrites#create', ...write })),
    })
  }
  return agent
}

async function uploadBlob(agent: AtpAgent, text: string): Promise<BlobRef> {
  const bytes = new TextEncoder().encode(text.repeat(Math.ceil(BLOB_BYTES / text.length)))
  return (await agent.uploadBlob(bytes, { encoding: 'text/plain' })).data.blob
}

/** All that an account holds, as its owner reads it. @param signingKey checks the commit, where it is given */
export async function contentsOf(agent: AtpAgent, signingKey?: string): Promise<Contents> {
  const did = agent.assertDid
  const { data: car } = await agent.com.atproto.sync.getRepo({ did })
  const { root, blocks } = await readCarWithRoot(car)
  const { creates } = await verifyRepoCar(car, did, signingKey)
  const commit = blocks.get(root)
  if (!commit) throw new Error('the export has no commit')
  const { data } = (await import('@ipld/dag-cbor')).decode<{ data: { toString(): string } }>(commit)
  const records = creates.map(({ collection, rkey, cid }) => [`${collection}/${rkey}`, cid.toString()])
  return { data: data.toString(), records: Object.fromEntries(records), blobs: await blobsOf(agent) }
}

async function blobsOf(agent: AtpAgent): Promise<Record<string, string>> {
  const did = agent.assertDid
  const blobs: Record<string, string> = {}
  let cursor: string | undefined
  do {
    const page = await agent.com.atproto.sync.listBlobs({ did, limit: 100, cursor })
    for (const cid of page.data.cids) {
      const { data } = await agent.com.atproto.sync.getBlob({ did, cid })
      blobs[cid] = createHash('sha256').update(data).digest('hex')
    }
    cursor = page.data.cids.length > 0 ? page.data.cursor : undefined
  } while (cursor)
  return blobs
}
