import { once } from 'node:events'
import { type AddressInfo, connect as dial, createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { TLSSocket } from 'node:tls'
import { connect } from '../../src/database/index.js'
import { SMTP_CERTIFICATE, SMTP_KEY } from '../support/smtp-certificate.js'
import { TestDatabase } from '../support/test-database.js'

/** What a client asks with, before anything else, whether it may encrypt. */
const SSL_REQUEST = '0000000804d2162f'

/** Ends TLS as PostgreSQL does, and passes on what is inside. */
async function startTls(socketFile: string): Promise<Server> {
  const door = createServer((client: Socket) => {
    client.once('data', (request: Buffer) => {
      expect(request.toString('hex')).toBe(SSL_REQUEST)
      client.write('S')
      const inside = new TLSSocket(client, { isServer: true, key: SMTP_KEY, cert: SMTP_CERTIFICATE })
      const behind = dial(socketFile)
      for (const each of [client, inside, behind]) each.on('error', () => undefined)
      inside.pipe(behind).pipe(inside)
    })
  })
  door.listen(0, '127.0.0.1')
  await once(door, 'listening')
  return door
}

describe('a connection over TLS', () => {
  let database: TestDatabase
  let door: Server
  beforeAll(async () => {
    database = await TestDatabase.open()
    const { host, port } = database.source.connection
    door = await startTls(join(host!, `.s.PGSQL.${port}`))
  })
  afterAll(async () => {
    door?.close()
    await database?.close()
  })

  it('gives the same results as one without', async () => {
    const { port } = door.address() as AddressInfo
    const ssl = { ca: SMTP_CERTIFICATE }
    const connection = { ...database.source.connection, host: 'localhost', port, ssl }
    const client = await connect({ ...database.source, connection } as never)
    const { stream } = (client as unknown as { connection: { stream: unknown } }).connection
    expect(stream).toBeInstanceOf(TLSSocket)
    const text = `SELECT n, decode(repeat('ff00', $1::int4), 'hex') AS bytes FROM generate_series(1::int8, 3) AS n`
    for (const words of [1, 100_000, 1]) {
      const { rows } = await client.query({ name: 'bytes', text, values: [words], binary: true } as never)
      const bytes = Buffer.alloc(words * 2, Buffer.from([0xff, 0x00]))
      expect(rows).toEqual([1, 2, 3].map((n) => ({ n, bytes })))
    }
    expect((await client.query(`SELECT 'plain' AS word`)).rows).toEqual([{ word: 'plain' }])
    await client.end()
  })
})
