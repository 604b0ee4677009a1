import { createHash, randomFillSync } from 'node:crypto'
import { Readable } from 'node:stream'
import { postOf } from '../harness/repositories.mjs'

const PIECE_BYTES = 1_000_000
const TYPE = 'application/octet-stream'

/** Files up and down. */
export const blobs = {
  name: 'blobs',
  async run(bench) {
    const member = await bench.members.signUp()
    for (const megabytes of bench.pick([1, 50], [1, 50, 300])) await upAndDown(bench, member, megabytes)
  },
}

async function upAndDown(bench, member, megabytes) {
  const size = megabytes * PIECE_BYTES
  const count = Math.max(3, Math.min(40, Math.round(400 / megabytes)))
  const rate = ({ done, seconds }) => ({ mbPerSecond: (done * megabytes) / seconds })
  const uploads = []
  await bench.measure(`upload-blob/${megabytes}mb`, {
    warmUp: 1,
    count,
    operation: async (i) => {
      const body = Readable.from(piecesOf(i, megabytes))
      uploads.push(
        (await bench.client.send('com.atproto.repo.uploadBlob', body, TYPE, { ...member, size })).blob,
      )
    },
    more: rate,
  })
  const { ref } = await keep(bench.client, member, uploads[0])
  const params = { did: member.did, cid: ref.$link }
  await bench.measure(`get-blob/${megabytes}mb`, {
    warmUp: 1,
    count,
    operation: async () => {
      const got = await bench.client.bytes('com.atproto.sync.getBlob', params)
      if (got !== size) throw new Error(`${got} bytes of ${size}`)
    },
    more: rate,
  })
}

/** Other bytes for every file: none is there already. */
function* piecesOf(i, megabytes) {
  const piece = randomFillSync(Buffer.alloc(PIECE_BYTES))
  for (let n = 0; n < megabytes; n++) {
    createHash('sha256').update(`${i} ${n}`).digest().copy(piece)
    yield Buffer.from(piece)
  }
}

/** Refers to a blob, which is public from then on. */
async function keep(client, member, blob) {
  const record = { ...postOf(0), $type: 'com.example.bench.file', file: blob }
  const input = { repo: member.did, collection: 'com.example.bench.file', record, validate: false }
  await client.call('com.atproto.repo.createRecord', input, member)
  return blob
}
