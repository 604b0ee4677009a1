import type pg from 'pg'
import { copyInStream, copyOut } from '../../src/database/index.js'
import { TestDatabase } from '../support/test-database.js'

const ROWS = 20_000
const OUT = 'COPY copied (n, content) TO STDOUT BINARY'
const IN = 'COPY copied (n, content) FROM STDIN BINARY'

let database: TestDatabase
let client: pg.Client
beforeAll(async () => {
  database = await TestDatabase.open()
  await database.rows('CREATE TABLE copied (n int PRIMARY KEY, content bytea)')
  await database.rows(
    `INSERT INTO copied SELECT n, decode(repeat(md5(n::text), 1 + n % 20), 'hex') FROM generate_series(1, ${ROWS}) n`,
  )
})
afterAll(() => database?.close())
beforeEach(async () => {
  client = await database.db.newClient()
})
afterEach(() => client.end())

const digest = () =>
  database.rows(`SELECT count(*), md5(string_agg(content::text, '' ORDER BY n)) FROM copied`)

async function piecesOf(source: AsyncIterable<Buffer>): Promise<Buffer[]> {
  const pieces: Buffer[] = []
  for await (const piece of source) pieces.push(piece)
  return pieces
}

async function* from(pieces: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* pieces
}

describe('rows in bulk', () => {
  it('come out and go in again as they were, cut anywhere', async () => {
    const before = await digest()
    const out = copyOut(client, OUT)
    const bytes = Buffer.concat(await piecesOf(out))
    expect(out.rows).toBe(ROWS)
    await database.rows('TRUNCATE copied')
    const cut = [bytes.subarray(0, 7), bytes.subarray(7, 70_001), bytes.subarray(70_001)]
    expect(await copyInStream(client, IN, from(cut))).toBe(ROWS)
    expect(await digest()).toEqual(before)
  })

  it('wait for a slow reader, and are whole', async () => {
    const out = copyOut(client, OUT)
    let bytes = 0
    for await (const piece of out) {
      bytes += piece.length
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
    expect(bytes).toBeGreaterThan(ROWS * 26)
    expect(out.rows).toBe(ROWS)
    // The connection is as good as before.
    expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
  })

  it('end with the error of the server', async () => {
    await expect(piecesOf(copyOut(client, 'COPY nothing TO STDOUT'))).rejects.toThrow('does not exist')
    await expect(copyInStream(client, 'COPY nothing FROM STDIN', from([]))).rejects.toThrow('does not exist')
    expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
  })

  it('go in all or none: the error of the source is told, and the connection goes on', async () => {
    const before = await digest()
    const bytes = Buffer.concat(await piecesOf(copyOut(client, OUT)))
    await database.rows('CREATE TABLE copied_too (LIKE copied)')
    const broken = async function* (): AsyncGenerator<Buffer> {
      yield bytes.subarray(0, bytes.length / 2)
      throw new Error('the source broke')
    }
    const to = 'COPY copied_too FROM STDIN BINARY'
    await expect(copyInStream(client, to, broken())).rejects.toThrow('the source broke')
    await expect(copyInStream(client, to, from([bytes.subarray(0, -10)]))).rejects.toThrow()
    await expect(copyInStream(client, IN, from([bytes]))).rejects.toThrow('copied_pkey')
    expect(await database.rows('SELECT FROM copied_too')).toEqual([])
    expect(await digest()).toEqual(before)
    expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
  })

  it('end when the connection does', async () => {
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
    const reading = piecesOf(copyOut(client, `COPY (SELECT pg_sleep(60)) TO STDOUT`))
    const ended = expect(reading).rejects.toThrow()
    await database.rows('SELECT pg_terminate_backend($1)', [rows[0]!.pid])
    await ended
  })
})
