import { EventEmitter } from 'node:events'
import type pg from 'pg'
import { connect } from '../../src/database/index.js'
import { TestDatabase } from '../support/test-database.js'

let database: TestDatabase
let client: pg.Client
/** How often columns were described to us. */
let described: number
beforeAll(async () => {
  database = await TestDatabase.open()
  await database.rows('CREATE TABLE thing (id int8 PRIMARY KEY, bytes bytea)')
})
afterAll(() => database?.close())
beforeEach(async () => {
  client = await connect(database.source)
  described = 0
  const { connection } = client as unknown as { connection: EventEmitter }
  connection.on('rowDescription', () => described++)
})
afterEach(async () => {
  await client.end()
  await database.rows('DELETE FROM thing')
})

const NUMBERS = {
  name: 'numbers',
  text: `SELECT n AS number, decode('ff00', 'hex') AS bytes, NULL::text AS nothing FROM generate_series(1::int8, $1::int8) AS n`,
}
const row = (number: number) => ({ number, bytes: Buffer.from([0xff, 0x00]), nothing: null })
const run = (query: object) => client.query(query as never) as unknown as Promise<pg.QueryResult>

describe('a named statement', () => {
  it.each([true, false])('has its columns described once (binary: %s)', async (binary) => {
    for (const count of [2, 0, 3]) {
      const { rows, rowCount } = await run({ ...NUMBERS, binary, values: [count] })
      expect(rows).toEqual(Array.from({ length: count }, (_, i) => row(i + 1)))
      expect(rowCount).toBe(count)
    }
    expect(described).toBe(1)
  })

  it('may be followed by any other, whatever form its rows have', async () => {
    for (let i = 0; i < 3; i++) {
      expect((await run({ ...NUMBERS, values: [1], binary: true })).rows).toEqual([row(1)])
      expect((await run({ name: 'text', text: `SELECT 'zwölf' AS word, 12::int8 AS n` })).rows).toEqual([
        { word: 'zwölf', n: 12 },
      ])
      expect((await run({ text: 'SELECT 1 AS one', binary: true })).rows).toEqual([{ one: 1 }])
      expect((await client.query(`SELECT 'x' AS plain`)).rows).toEqual([{ plain: 'x' }])
    }
  })

  it('may have its rows in either form', async () => {
    for (const binary of [true, false, true, true]) {
      expect((await run({ ...NUMBERS, values: [1], binary })).rows).toEqual([row(1)])
    }
  })

  it('counts what it changes without returning it', async () => {
    const add = { name: 'add', text: 'INSERT INTO thing SELECT generate_series($1::int8, $2::int8)' }
    expect(await run({ ...add, values: [1, 3] })).toMatchObject({ rows: [], rowCount: 3 })
    expect(await run({ ...add, values: [4, 5] })).toMatchObject({ rows: [], rowCount: 2 })
    expect(described).toBe(0)
  })

  it('is good again after it has failed, at the first time and later', async () => {
    const add = {
      name: 'add-one',
      text: 'INSERT INTO thing (id) VALUES ($1::int8) RETURNING id',
      binary: true,
    }
    await expect(run({ ...add, values: ['no number'] })).rejects.toMatchObject({ code: '22P02' })
    expect((await run({ ...add, values: [1] })).rows).toEqual([{ id: 1 }])
    await expect(run({ ...add, values: [1] })).rejects.toMatchObject({ code: '23505' })
    expect((await run({ ...add, values: [2] })).rows).toEqual([{ id: 2 }])
  })

  it('is not sent with a value that can be no parameter', async () => {
    const unfit = {
      toPostgres() {
        throw new Error('unfit')
      },
    }
    await expect(run({ ...NUMBERS, values: [unfit] })).rejects.toThrow('unfit')
    expect((await run({ ...NUMBERS, values: [1] })).rows).toEqual([row(1)])
  })

  it('fails as a whole when a row cannot be read, and the connection stays good', async () => {
    const wide = { name: 'wide', text: `SELECT $1::int8 AS n`, binary: true }
    await expect(run({ ...wide, values: ['9007199254740993'] })).rejects.toThrow('too large')
    expect((await run({ ...wide, values: [7] })).rows).toEqual([{ n: 7 }])
    expect(described).toBe(1)
  })

  it('stands for one text', async () => {
    await run({ name: 'one', text: 'SELECT 1 AS one' })
    await expect(run({ name: 'one', text: 'SELECT 2 AS two' })).rejects.toThrow('must stand for one')
    expect((await run({ name: 'one', text: 'SELECT 1 AS one' })).rows).toEqual([{ one: 1 }])
  })
})
