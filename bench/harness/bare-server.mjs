// What a server on Node needs at least for the same calls: no access, no limits, no lexicon, no log. Behind it runs
// the real one, which answers what is asked for the first time, and everything that is not measured.
import { spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createServer as createTcpServer } from 'node:net'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { Agent, request as send } from 'undici'

const { PDS_PORT, PDS_DATA_DIRECTORY, PDS_BSKY_APP_VIEW_URL, PDS_JWT_SECRET } = process.env
const DATABASE = {
  host: join(PDS_DATA_DIRECTORY, 'postgres', 'run'),
  user: 'guildhall',
  database: 'guildhall',
  max: 16,
}
const READY_MS = 60_000
const JSON_TYPE = 'application/json; charset=utf-8'

const agent = new Agent({ connections: 64, pipelining: 1 })
const pool = new pg.Pool(DATABASE)
const known = new Map()

const RECORD = `SELECT cid, content FROM repo JOIN repo_record USING (repo_id) WHERE did = $1 AND path = $2`
const PAGE = `SELECT path, cid, content FROM repo JOIN repo_record USING (repo_id)
               WHERE did = $1 AND path > $2 AND path < $3 ORDER BY path DESC LIMIT $4`

/** The least that has to be done for a call before it can be answered. */
const WORK = {
  'com.atproto.repo.getRecord': ({ searchParams: of }) =>
    pool.query({
      name: 'record',
      text: RECORD,
      values: [of.get('repo'), `${of.get('collection')}/${of.get('rkey')}`],
    }),
  'com.atproto.repo.listRecords': ({ searchParams: of }) => {
    const collection = of.get('collection')
    return pool.query({
      name: 'page',
      text: PAGE,
      values: [of.get('repo'), `${collection}/`, `${collection}0`, of.get('limit')],
    })
  },
  'com.atproto.server.getSession': (_url, { authorization }) => {
    const token = authorization.slice('Bearer '.length)
    createHmac('sha256', PDS_JWT_SECRET)
      .update(token.slice(0, token.lastIndexOf('.')))
      .digest()
  },
  'com.atproto.identity.resolveHandle': () => undefined,
  'com.atproto.repo.describeRepo': () => undefined,
  'com.atproto.sync.getLatestCommit': () => undefined,
}

/** Passes a call on, and the answer back as it comes. */
async function pass(request, response, origin) {
  const { host: _host, connection: _connection, expect: _expect, ...headers } = request.headers
  const body = request.method === 'GET' ? undefined : request
  const answer = await send(origin + request.url, {
    method: request.method,
    headers,
    body,
    dispatcher: agent,
  })
  const { connection, 'keep-alive': _keepAlive, 'transfer-encoding': _encoding, ...rest } = answer.headers
  response.writeHead(answer.statusCode, rest)
  await pipeline(answer.body, response)
}

/** Answers what the real server has answered before, after the work for it. */
async function repeat(request, response, origin, work) {
  const url = new URL(request.url, origin)
  const key = request.url + (request.headers.authorization ?? '')
  if (!known.has(key)) {
    const { authorization } = request.headers
    const answer = await send(url, { headers: authorization ? { authorization } : {}, dispatcher: agent })
    const bytes = Buffer.from(await answer.body.arrayBuffer())
    if (answer.statusCode !== 200) return void response.writeHead(answer.statusCode).end(bytes)
    known.set(key, bytes)
  }
  await work(url, request.headers)
  const bytes = known.get(key)
  response.writeHead(200, { 'content-type': JSON_TYPE, 'content-length': bytes.length }).end(bytes)
}

/** A file that was asked for before, from the disk. */
async function serve(request, response, origin) {
  const url = new URL(request.url, origin)
  const path = join(PDS_DATA_DIRECTORY, `bare-${url.searchParams.get('cid')}`)
  if (!known.has(path)) {
    const answer = await send(url, { dispatcher: agent })
    await writeFile(path, answer.body)
    known.set(path, (await stat(path)).size)
  }
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': known.get(path) })
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), response)
}

async function startReal() {
  const free = createTcpServer().listen(0)
  await once(free, 'listening')
  const { port } = free.address()
  free.close()
  await once(free, 'close')
  const child = spawn(process.execPath, ['dist/main.js'], {
    env: { ...process.env, PDS_PORT: String(port) },
    stdio: 'ignore',
  })
  const origin = `http://localhost:${port}`
  const end = Date.now() + READY_MS
  while (!(await fetch(`${origin}/xrpc/_health`).catch(() => undefined))?.ok) {
    if (Date.now() > end || child.exitCode !== null) throw new Error('the real server did not start')
  }
  return { child, origin }
}

const real = await startReal()
const server = createServer((request, response) => {
  const method = request.url.slice('/xrpc/'.length).split('?', 1)[0]
  const work = WORK[method]
  const answering = work
    ? repeat(request, response, real.origin, work)
    : method === 'com.atproto.sync.getBlob'
      ? serve(request, response, real.origin)
      : pass(
          request,
          response,
          /^(app\.bsky|com\.example)\./.test(method) ? PDS_BSKY_APP_VIEW_URL : real.origin,
        )
  answering.catch((error) => response.destroy(error))
})
server.listen(Number(PDS_PORT))
process.on('SIGTERM', async () => {
  server.close()
  server.closeAllConnections()
  await pool.end()
  real.child.kill('SIGTERM')
  await once(real.child, 'exit')
  process.exit(0)
})
