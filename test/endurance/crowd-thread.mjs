// Subscribers of the event stream in a thread of their own, which must not hold up whoever measures. Each keeps a digest of
// all that came; of the first, the numbers of the events are kept as well.
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import { decodeOptions } from '@ipld/dag-cbor'
import { decodeFirst } from 'cborg'
import { WebSocket } from 'ws'

const CONNECT_AT_ONCE = 50
const { url, count, cursor } = workerData

const seqs = []
const members = Array.from({ length: count }, () => ({ frames: 0, digest: createHash('sha1') }))

function take(member, data) {
  member.frames++
  member.digest.update(data)
  if (member !== members[0]) return
  const [, rest] = decodeFirst(data, decodeOptions)
  const [body] = decodeFirst(rest, decodeOptions)
  seqs.push(body.seq)
}

async function connect(member) {
  const socket = new WebSocket(`${url}/xrpc/com.atproto.sync.subscribeRepos?cursor=${cursor}`, {
    perMessageDeflate: false,
  })
  socket.on('message', (data) => take(member, data))
  socket.on('close', (code) => (member.closed = code))
  await once(socket, 'open')
}

parentPort.on('message', () =>
  parentPort.postMessage({
    seqs,
    members: members.map(({ frames, digest, closed }) => ({
      frames,
      closed,
      digest: digest.copy().digest('hex'),
    })),
  }),
)

for (let i = 0; i < count; i += CONNECT_AT_ONCE)
  await Promise.all(members.slice(i, i + CONNECT_AT_ONCE).map(connect))
parentPort.postMessage('open')
