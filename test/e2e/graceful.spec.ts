import { com } from '@guildhall/lexicon'
import { once } from 'node:events'
import { request, type ClientRequest, type IncomingMessage } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { eventually } from '../support/eventually.js'
import { ServerProcess } from './server-process.js'

const { createAccount, describeServer } = com.atproto.server
const { uploadBlob } = com.atproto.repo
const { subscribeRepos } = com.atproto.sync
const START_MAX_MS = 60_000
const GOING_AWAY = 1001
/** What orchestrators leave to a process by default is 30 s. */
const STOP_MAX_MS = 25_000
const DELAY_MS = 3_000

let server: ServerProcess
afterEach(() => server?.remove())

describe('a server that is told to stop', () => {
  it(
    'says so first, finishes what was begun, and lets readers of the firehose resume elsewhere',
    async () => {
      server = await ServerProcess.create({ PDS_SHUTDOWN_DELAY_MS: String(DELAY_MS) })
      await server.start()
      const { accessJwt } = await signUp()
      const firehose = new WebSocket(`${server.webSocketUrl}/xrpc/${subscribeRepos.nsid}`)
      await once(firehose, 'open')
      const closed = once(firehose, 'close')
      const { upload, answer } = beginUpload(accessJwt)
      const startedMs = performance.now()
      const stopped = server.stop('SIGTERM')
      // While load balancers have not looked yet, it goes on.
      await eventually(async () => (await get('/readyz')).status === 503, 'not ready')
      expect(await (await get('/readyz')).json()).toMatchObject({
        status: 'notReady',
        checks: { shutdown: 'Draining', database: 'ok' },
      })
      expect((await get(`/xrpc/${describeServer.nsid}`)).status).toBe(200)
      expect((await get('/livez')).status).toBe(200)
      const [code] = (await closed) as [number]
      expect(code).toBe(GOING_AWAY)
      expect(await whatBecomesOf(`/xrpc/${describeServer.nsid}`)).toMatch(
        /^(refused|503 NotEnoughResources 1)$/,
      )
      upload.end('the rest')
      expect((await answer).statusCode).toBe(200)
      expect(await stopped).toEqual({ code: 0, signal: null })
      expect(performance.now() - startedMs).toBeLessThan(STOP_MAX_MS)
    },
    START_MAX_MS,
  )

  it(
    'does not wait any longer when it is told again',
    async () => {
      server = await ServerProcess.create({
        PDS_SHUTDOWN_DELAY_MS: '60000',
        PDS_SHUTDOWN_DRAIN_MS: '600000',
      })
      await server.start()
      server.signal('SIGTERM')
      await eventually(async () => (await get('/readyz')).status === 503, 'not ready')
      // Ended by SIGKILL if it took longer than that.
      expect((await server.stop('SIGTERM')).signal).toBeNull()
    },
    START_MAX_MS,
  )
})

const get = (path: string) => fetch(`${server.url}${path}`)

async function signUp(): Promise<{ accessJwt: string }> {
  const account = { handle: 'alice.test', email: 'alice@example.com', password: 'a good password' }
  const answer = await fetch(`${server.url}/xrpc/${createAccount.nsid}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(account),
  })
  return (await answer.json()) as { accessJwt: string }
}

/** An upload of which half has been sent. */
function beginUpload(accessJwt: string): { upload: ClientRequest; answer: Promise<IncomingMessage> } {
  const upload = request(`${server.url}/xrpc/${uploadBlob.nsid}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${accessJwt}`, 'content-type': 'text/plain' },
  })
  upload.write('a part')
  const answer = once(upload, 'response').then(([response]) => response as IncomingMessage)
  return { upload, answer }
}

/** Tries until it is not served any more. */
async function whatBecomesOf(path: string): Promise<string> {
  for (;;) {
    const answer = await get(path).catch(() => undefined)
    if (!answer) return 'refused'
    if (answer.status !== 200) {
      const { error } = (await answer.json()) as { error: string }
      return `${answer.status} ${error} ${answer.headers.get('retry-after')}`
    }
    await sleep(50)
  }
}
