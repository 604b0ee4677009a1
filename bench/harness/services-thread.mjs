import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { createServer as createTcpServer } from 'node:net'
import { parentPort } from 'node:worker_threads'
import { didForCreateOp, formatDidDoc, normalizeOp, opToData } from '@did-plc/lib'

const FOLLOWS = 50
const POSTS = 50

/** A directory that believes what it is told: each DID's operations, newest last. */
function plcDirectory() {
  const logs = new Map()
  return createHttpServer(async (request, response) => {
    const [, did, ...rest] = new URL(request.url, 'http://plc').pathname.split('/').map(decodeURIComponent)
    const answer = (status, value) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    }
    if (request.method === 'POST') {
      const operation = JSON.parse(await bodyOf(request))
      const known = logs.get(did) ?? []
      if (known.length === 0 && (await didForCreateOp(normalizeOp(operation))) !== did) {
        return answer(400, { message: 'the DID is not that of the operation' })
      }
      logs.set(did, [...known, operation])
      return answer(200, {})
    }
    const log = logs.get(did)
    if (!log) return answer(404, { message: 'DID not registered' })
    const data = opToData(did, log.at(-1))
    if (rest.join('/') === 'data') return answer(200, data)
    if (rest.join('/') === 'log/last') return answer(200, log.at(-1))
    if (rest.join('/') === 'log') return answer(200, log)
    return answer(200, formatDidDoc(data))
  })
}

/** Answers like an AppView: from what it has made once, for whoever brings a token. */
function appView() {
  const at = '2026-01-01T00:00:00.000Z'
  const profile = (i) => ({
    did: `did:web:follow-${i}.bench.test`,
    handle: `follow-${i}.bench.test`,
    indexedAt: at,
  })
  const follows = JSON.stringify({
    subject: profile(0),
    follows: Array.from({ length: FOLLOWS }, (_, i) => ({ ...profile(i), displayName: `Follow ${i}` })),
  })
  const post = (i) => ({
    uri: `at://${profile(i).did}/app.bsky.feed.post/3l${String(i).padStart(11, '2')}`,
    cid: 'bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a',
    author: profile(i),
    record: { $type: 'app.bsky.feed.post', text: `Post ${i}`, createdAt: at },
    indexedAt: at,
  })
  const timeline = JSON.stringify({ feed: Array.from({ length: POSTS }, (_, i) => ({ post: post(i) })) })
  const answers = { 'app.bsky.graph.getFollows': follows, 'app.bsky.feed.getTimeline': timeline }
  return createHttpServer((request, response) => {
    const url = new URL(request.url, 'http://app-view')
    const method = url.pathname.slice('/xrpc/'.length)
    if (url.pathname === '/.well-known/did.json') return sendDocument(request, response)
    if (!request.headers.authorization?.startsWith('Bearer ')) return void response.writeHead(401).end()
    if (method === 'com.example.bench.bytes') return sendBytes(response, Number(url.searchParams.get('size')))
    const text = answers[method]
    if (!text) return void response.writeHead(404).end()
    // A revision of long ago: what the caller has written since has to be put in.
    const headers = { 'content-type': 'application/json; charset=utf-8', 'atproto-repo-rev': '3aaaaaaaaaa22' }
    response.writeHead(200, headers).end(text)
  })
}

function sendDocument({ headers }, response) {
  const service = { id: '#bsky_appview', type: 'BskyAppView', serviceEndpoint: `http://${headers.host}` }
  const document = { id: `did:web:${headers.host.replace(':', '%3A')}`, service: [service] }
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(document))
}

const PIECE = Buffer.alloc(65_536, 'guildhall ')

async function sendBytes(response, size) {
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': size })
  for (let left = size; left > 0; left -= PIECE.length) {
    if (!response.write(PIECE.subarray(0, Math.min(left, PIECE.length)))) await once(response, 'drain')
  }
  response.end()
}

/** Takes every mail and forgets it. */
function mailSink() {
  return createTcpServer((socket) => {
    let inData = false
    socket.write('220 bench\r\n')
    socket.on('error', () => socket.destroy())
    socket.on('data', (chunk) => {
      for (const line of chunk.toString('latin1').split('\r\n').filter(Boolean)) {
        if (inData && line !== '.') continue
        if (line === '.') inData = false
        if (line === 'DATA') inData = true
        socket.write(line === 'DATA' ? '354 go on\r\n' : line === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n')
      }
    })
  })
}

async function bodyOf(request) {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

async function portOf(server) {
  server.listen(0, 'localhost')
  await once(server, 'listening')
  return server.address().port
}

parentPort.postMessage({
  plc: await portOf(plcDirectory()),
  appView: await portOf(appView()),
  smtp: await portOf(mailSink()),
})
