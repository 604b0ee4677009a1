import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { decodeFirst } from 'cborg'
import { decodeOptions } from '@ipld/dag-cbor'
import { WebSocket } from 'ws'

const POLL_MS = 2
const { url, count, cursor } = workerData
const query = cursor === undefined ? '' : `?cursor=${cursor}`
const COMMIT = Buffer.from('#commit')
/** A frame begins with its kind: within so many bytes. */
const HEADER_BYTES_MAX = 20

const frames = []
let lastAtMs = 0
const commits = new Array(count).fill(0)
const nowMs = () => performance.timeOrigin + performance.now()

function connect(i) {
  const socket = new WebSocket(`${url}/xrpc/com.atproto.sync.subscribeRepos${query}`)
  socket.on('message', (data) => {
    if (!data.subarray(0, HEADER_BYTES_MAX).includes(COMMIT)) return
    commits[i]++
    lastAtMs = nowMs()
    // What is in a frame is looked at afterwards, and of one subscriber.
    if (i === 0) frames.push({ data, at: lastAtMs })
  })
  return once(socket, 'open')
}

/** When the commit of each path came. */
function arrivals() {
  const atMs = new Map()
  for (const { data, at } of frames) {
    const [, body] = decodeFirst(data, decodeOptions)
    const [{ ops }] = decodeFirst(body, decodeOptions)
    for (const { path } of ops) atMs.set(path, at)
  }
  return atMs
}

async function wait({ commits: wanted, timeoutMs }) {
  const deadline = performance.now() + timeoutMs
  const missing = () => commits.reduce((sum, n) => sum + Math.max(0, wanted - n), 0)
  while (missing() > 0 && performance.now() < deadline) await sleep(POLL_MS)
  parentPort.postMessage({ missing: missing(), lastAtMs })
}

parentPort.on('message', (order) => (order.commits ? wait(order) : parentPort.postMessage(arrivals())))
const beganMs = nowMs()
await Promise.all(Array.from({ length: count }, (_, i) => connect(i)))
parentPort.postMessage(beganMs)
