import { com } from '@guildhall/lexicon'
import type { Did } from '@guildhall/syntax'
import { decodeOptions } from '@ipld/dag-cbor'
import { decodeFirst } from 'cborg'
import type { IncomingMessage } from 'node:http'
import { WebSocket } from 'ws'
import { UnitOfWork } from '../../src/database/index.js'
import { EventLog } from '../../src/sequencer/index.js'
import { bearer, type Member, WholeServer } from '../support/whole-server.js'

const { subscribeRepos } = com.atproto.sync
const OWN = 'com.example.note'
const TEST_MAX_MS = 60_000
const LOOK_MS = 20
const TRY_AGAIN_LATER = 1013
const POLICY_VIOLATION = 1008
/** What both kernels may hold of a connection, and much more. */
const FLOOD = { records: 24, recordBytes: 900_000 }

let server: WholeServer
let member: Member
const sockets: WebSocket[] = []
let addresses = 0

beforeAll(async () => {
  server = await WholeServer.start({
    PDS_SUBSCRIPTION_MAX: '5',
    PDS_SUBSCRIPTION_MAX_PER_IP: '2',
    PDS_SUBSCRIPTION_STALL_MS: '1000',
    PDS_SUBSCRIPTION_BACKLOG_BYTES: '65536',
  })
  member = await server.signUp()
}, TEST_MAX_MS)
afterEach(async () => {
  const closed = sockets.splice(0).map((socket) => ended(socket))
  for (const { socket } of closed) socket.terminate()
  await Promise.all(closed.map(({ done }) => done))
})
afterAll(() => server?.close())

interface Frame {
  op: number
  t?: string
  body: Record<string, unknown>
}

interface Consumer {
  socket: WebSocket
  frames: Frame[]
  /** the code and reason with which it was closed */
  closed: Promise<{ code: number; reason: string }>
}

/** An address that was not used before; the server believes what a proxy on the same machine says. */
const newAddress = () => `192.0.2.${++addresses}`

interface ConsumerOptions {
  cursor?: number
  address?: string
  autoPong?: boolean
  on?: WholeServer
}

function consume({
  cursor,
  address = newAddress(),
  on = server,
  ...options
}: ConsumerOptions = {}): Consumer {
  const query = cursor === undefined ? '' : `?cursor=${cursor}`
  const url = `${on.url.replace('http', 'ws')}/xrpc/${subscribeRepos.nsid}${query}`
  const socket = new WebSocket(url, { headers: { 'x-forwarded-for': address }, ...options })
  sockets.push(socket)
  const frames: Frame[] = []
  socket.on('message', (data: Buffer) => frames.push(decode(data)))
  socket.on('error', () => undefined)
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }))
  })
  return { socket, frames, closed }
}

function decode(data: Uint8Array): Frame {
  const [header, rest] = decodeFirst(data, decodeOptions) as [{ op: number; t?: string }, Uint8Array]
  const [body] = decodeFirst(rest, decodeOptions) as [Record<string, unknown>, Uint8Array]
  return { ...header, body }
}

const opened = ({ socket }: Consumer) =>
  new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })

function ended(socket: WebSocket): { socket: WebSocket; done: Promise<void> } {
  const isClosed = socket.readyState === WebSocket.CLOSED
  return {
    socket,
    done: isClosed ? Promise.resolve() : new Promise((resolve) => socket.once('close', () => resolve())),
  }
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
}

const write = async (text: string, by = member) => {
  const { status } = await server.post(
    com.atproto.repo.createRecord.nsid,
    { repo: by.did, collection: OWN, record: { $type: OWN, text }, validate: false },
    bearer(by.accessJwt),
  )
  expect(status).toBe(200)
}

describe('a connection to the firehose', () => {
  it('is not compressed, even if the consumer offers to', async () => {
    const consumer = consume()
    const upgraded = new Promise<IncomingMessage>((resolve) => consumer.socket.once('upgrade', resolve))
    await opened(consumer)
    expect((await upgraded).headers['sec-websocket-extensions']).toBeUndefined()
    expect(consumer.socket.extensions).toBe('')
  })

  it(
    'is refused beyond the limit of an address, and free again when another one ends',
    async () => {
      const address = newAddress()
      const [first, second] = [consume({ address }), consume({ address })]
      await Promise.all([opened(first), opened(second)])
      expect((await consume({ address }).closed).code).toBe(TRY_AGAIN_LATER)
      await opened(consume())
      first.socket.close()
      await first.closed
      await until(async () => {
        const again = consume({ address })
        await opened(again)
        const code = await Promise.race([again.closed.then(({ code: it }) => it), sent(again)])
        return code === 'open'
      })
    },
    TEST_MAX_MS,
  )

  it('is refused beyond that limit under other addresses of its IPv6 network, too', async () => {
    const both = [consume({ address: '2001:db8:1:2::1' }), consume({ address: '2001:db8:1:2::2' })]
    await Promise.all(both.map(opened))
    expect((await consume({ address: '2001:db8:1:2::3' }).closed).code).toBe(TRY_AGAIN_LATER)
    await opened(consume({ address: '2001:db8:1:3::1' }))
  })

  it('is refused beyond the limit of all addresses', async () => {
    await Promise.all(Array.from({ length: 5 }, () => opened(consume())))
    expect((await consume().closed).code).toBe(TRY_AGAIN_LATER)
  })
})

/** Resolves when the server has sent something: it does not refuse the connection any more then. */
async function sent({ frames }: Consumer): Promise<'open'> {
  await write('hello')
  await until(() => frames.length > 0)
  return 'open'
}

describe('the events of an account that is gone', () => {
  it(
    'are not sent to whoever resumes, from memory neither; what was said last is',
    async () => {
      const gone = await server.signUp()
      await write('to be forgotten', gone)
      const subjectOf = ({ body }: Frame) => (body.repo ?? body.did) as string
      const replay = async () => {
        const [{ last }] = (await server.sql('SELECT last_seq::int AS last FROM sequencer_state')) as [
          { last: number },
        ]
        const consumer = consume({ cursor: 0 })
        // Frames come in order; the last one of all may be one of those that are gone.
        await until(() => consumer.frames.some(({ body }) => (body.seq as number) >= last))
        consumer.socket.close()
        await consumer.closed
        return consumer.frames
      }
      const kinds = async () =>
        (await replay()).filter((frame) => subjectOf(frame) === gone.did).map(({ t }) => t)
      const before = await replay()
      expect(before.filter((frame) => subjectOf(frame) === gone.did).map(({ t }) => t)).toEqual([
        '#identity',
        '#account',
        '#commit',
        '#sync',
        '#commit',
      ])
      const events = server.app.get(EventLog, { strict: false })
      await server.app.get(UnitOfWork, { strict: false }).run(async (tx) => {
        await events.purge(tx, gone.did as Did)
        await events.append(tx, [{ kind: 'account', did: gone.did, active: false, status: 'deleted' }])
      })
      events.wake()
      await until(async () => (await kinds()).length === 1)
      expect(await kinds()).toEqual(['#account'])
      const others = (frames: Frame[]) => frames.filter((frame) => subjectOf(frame) !== gone.did).length
      expect(others(await replay())).toBe(others(before))
    },
    TEST_MAX_MS,
  )
})

describe('a consumer that does not read', () => {
  it(
    'is told that it is too slow, and holds up nobody',
    async () => {
      const [slow, fast] = [consume(), consume()]
      await Promise.all([opened(slow), opened(fast)])
      slow.socket.pause()
      for (let i = 0; i < FLOOD.records; i++) await write('x'.repeat(FLOOD.recordBytes))
      await until(() => fast.frames.length >= FLOOD.records)
      await until(() => server.lines.some(({ msg }) => msg === 'a firehose subscriber was too slow'))
      slow.socket.resume()
      expect(await slow.closed).toEqual({ code: POLICY_VIOLATION, reason: 'ConsumerTooSlow' })
      expect(slow.frames.length).toBeLessThan(FLOOD.records)
      const { op, body } = slow.frames.at(-1)!
      expect([op, body]).toEqual([-1, { error: 'ConsumerTooSlow', message: expect.any(String) }])
      expect(fast.socket.readyState).toBe(WebSocket.OPEN)
    },
    TEST_MAX_MS,
  )
})

describe('a connection', () => {
  it(
    'ends when nobody answers pings, and lives on when somebody does',
    async () => {
      const pinging = await WholeServer.start({ PDS_SUBSCRIPTION_PING_MS: '1000' })
      try {
        const [alive, dead] = [consume({ on: pinging }), consume({ on: pinging, autoPong: false })]
        let pings = 0
        alive.socket.on('ping', () => pings++)
        await dead.closed
        const before = pings
        await until(() => pings >= before + 2)
        expect(alive.socket.readyState).toBe(WebSocket.OPEN)
      } finally {
        await pinging.close()
      }
    },
    TEST_MAX_MS,
  )
})
