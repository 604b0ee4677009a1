import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { text } from 'node:stream/consumers'
import { Webhook as Verifier } from 'standardwebhooks'
import { Audit } from '../../src/audit/audit.js'
import { PgAuditStore } from '../../src/audit/pg-audit.store.js'
import { AuditFeed } from '../../src/audit/sinks/audit-feed.js'
import type { AuditSink } from '../../src/audit/sinks/audit-sink.js'
import { AuditSinkStore } from '../../src/audit/sinks/audit-sink.store.js'
import { PostingSink } from '../../src/audit/sinks/posting-sink.js'
import { SyslogSink } from '../../src/audit/sinks/syslog-sink.js'
import { configOf, ServiceConfig } from '../../src/config/index.js'
import { Outbound, OutboundConfig } from '../../src/outbound/index.js'
import { Metrics, SystemClock } from '../../src/telemetry/index.js'
import type { WebhookOutbox } from '../../src/webhooks/index.js'
import { AnsweringServer } from '../support/answering-server.js'
import { eventually } from '../support/eventually.js'
import { TestDatabase } from '../support/test-database.js'

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const clock = new SystemClock()

let database: TestDatabase
let audit: Audit
let store: PgAuditStore

const note = async (...actions: string[]) => {
  for (const action of actions) await audit.note({ type: 'command', id: 'a "person"' }, { action })
}
const feed = (...all: AuditSink[]) =>
  new AuditFeed({ all }, new AuditSinkStore(database.db), store, database.work, clock)

beforeEach(async () => {
  database = await TestDatabase.open()
  store = new PgAuditStore(database.db)
  const outbox = { record: () => Promise.resolve() } as unknown as WebhookOutbox
  audit = new Audit(store, database.work, clock, outbox)
})
afterEach(() => database?.close())

/** A syslog server that counts octets; it hands out whole messages. */
async function syslogServer(port = 0): Promise<{ server: Server; messages: string[]; port: number }> {
  const messages: string[] = []
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    void text(socket).then((all) => {
      let rest = Buffer.from(all)
      while (rest.length > 0) {
        const space = rest.indexOf(' ')
        const end = space + 1 + Number(rest.subarray(0, space).toString())
        messages.push(rest.subarray(space + 1, end).toString())
        rest = rest.subarray(end)
      }
      socket.end()
    })
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return { server, messages, port: (server.address() as { port: number }).port }
}

describe('syslog', () => {
  it('is sent every entry once, in order, as RFC 5424 has it', async () => {
    const { server, messages, port } = await syslogServer()
    const sink = new SyslogSink(`syslog+tcp://127.0.0.1:${port}`, 'pds.example.com')
    await note('account.lock', 'account.unlock')
    expect(await feed(sink).run()).toBe(2)
    expect(await feed(sink).run()).toBe(0)
    await note('token.create')
    await feed(sink).run()
    const head =
      /^<110>1 \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z pds\.example\.com guildhall - (\S+) \[audit@32473 seq="(\d)"/
    expect(messages.map((message) => head.exec(message)?.slice(1))).toEqual([
      ['account.lock', '1'],
      ['account.unlock', '2'],
      ['token.create', '3'],
    ])
    expect(messages[0]).toContain('actor="a \\"person\\""')
    const { hash } = JSON.parse(messages[0]!.slice(messages[0]!.indexOf('] {') + 2)) as { hash: string }
    const [first] = await store.after(database.db, 0, 1)
    expect(hash).toBe(Buffer.from(first!.hash).toString('hex'))
    server.close()
  })

  it('that was away is sent what it has missed', async () => {
    const first = await syslogServer()
    first.server.close()
    await once(first.server, 'close')
    const sink = new SyslogSink(`syslog+tcp://127.0.0.1:${first.port}`, 'pds.example.com')
    await note('one', 'two')
    await expect(feed(sink).run()).rejects.toThrow('ECONNREFUSED')
    expect(await new AuditSinkStore(database.db).behind('syslog')).toBe(2)
    const { server, messages } = await syslogServer(first.port)
    await feed(sink).run()
    expect(messages).toHaveLength(2)
    expect(await new AuditSinkStore(database.db).behind('syslog')).toBe(0)
    server.close()
  })

  it('takes datagrams too', async () => {
    const socket = createSocket('udp4')
    const messages: string[] = []
    socket.on('message', (message) => messages.push(message.toString()))
    socket.bind(0, '127.0.0.1')
    await once(socket, 'listening')
    await note('one')
    await feed(new SyslogSink(`syslog+udp://127.0.0.1:${socket.address().port}`, 'pds.example.com')).run()
    await eventually(() => Promise.resolve(messages.length === 1))
    socket.close()
  })
})

it('a server that is posted to can verify what it gets; while it fails, others are sent theirs', async () => {
  const received: { headers: Record<string, string>; body: string }[] = []
  let status = 500
  const server = await AnsweringServer.start((request, response) => {
    void text(request).then((body) => {
      received.push({ headers: request.headers as Record<string, string>, body })
      response.writeHead(status).end()
    })
  })
  const outbound = new Outbound(configOf(OutboundConfig), configOf(ServiceConfig), new Metrics())
  const posting = new PostingSink(outbound, `${server.url}/audit`, SECRET, () => clock.nowMs())
  const other: number[] = []
  const another: AuditSink = {
    name: 'another',
    send: async (entries) => void other.push(...entries.map(({ seq }) => seq)),
  }
  await note('one', 'two')
  await expect(feed(posting, another).run()).rejects.toThrow('the server answered 500')
  expect(other).toEqual([1, 2])
  status = 204
  await feed(posting, another).run()
  const { headers, body } = received[1]!
  expect(new Verifier(SECRET).verify(body, headers)).toMatchObject({
    type: 'audit.entries',
    data: { entries: [{ action: 'one' }, { action: 'two' }] },
  })
  expect(headers['webhook-id']).toBe(received[0]!.headers['webhook-id'])
  await outbound.onApplicationShutdown()
  await server.close()
})

it('nodes do not send the same at a time', async () => {
  const sent: number[] = []
  const slow: AuditSink = {
    name: 'slow',
    send: async (entries) => {
      await new Promise((resolve) => setTimeout(resolve, 50))
      sent.push(...entries.map(({ seq }) => seq))
    },
  }
  await note('one', 'two', 'three')
  await feed(slow).run()
  await note('four')
  await Promise.all([feed(slow).run(), feed(slow).run(), feed(slow).run()])
  expect(sent).toEqual([1, 2, 3, 4])
})
