import { byteaArray, int4Array, int8Array, isUniqueViolation, textArray } from '../../src/database/index.js'
import { connect } from '../../src/database/data-source.js'
import { ExternalSource } from '../../src/database/external-source.js'
import { DatabaseConfig } from '../../src/database/index.js'
import { configOf } from '../../src/config/index.js'
import { recordingLog } from '../support/recording-log.js'
import { createDatabase, TestDatabase } from '../support/test-database.js'

let database: TestDatabase
let count = 0
beforeAll(async () => {
  database = await TestDatabase.open()
  await database.rows('CREATE TABLE item (id int CONSTRAINT item_pkey PRIMARY KEY, word text UNIQUE)')
})
beforeEach(() => database.rows('TRUNCATE item'))
afterAll(() => database?.close())

const items = async () =>
  (await database.rows<{ id: number }>('SELECT id FROM item ORDER BY id')).map(({ id }) => id)

describe.each([
  ['as text', false],
  ['in binary form', true],
])('results %s', (_form, binary) => {
  // Statements without a name and values are sent in a way that knows text only.
  const select = async <R>(text: string, ...values: unknown[]) =>
    (await database.db.query<R>({ name: `test-${++count}`, text, values, binary })).rows
  const value = async (expression: string, ...values: unknown[]) =>
    (await select<{ value: unknown }>(`SELECT ${expression} AS value`, ...values))[0]!.value

  it.each([
    ['true', true],
    ['false', false],
    ['NULL::text', null],
    ['32767::int2', 32_767],
    ['(-2147483648)::int4', -2_147_483_648],
    ['9007199254740991::int8', 9_007_199_254_740_991],
    ['-9007199254740991::int8', -9_007_199_254_740_991],
    ['-1::int8', -1],
    ['0.5::float8', 0.5],
    [`'ä€😀'::text`, 'ä€😀'],
    [`''::text`, ''],
    [`'\\x00ff80'::bytea`, Buffer.from([0, 255, 128])],
    [`''::bytea`, Buffer.alloc(0)],
    [`'{"a": [1, null, "ä"]}'::jsonb`, { a: [1, null, 'ä'] }],
    [`'2026-01-02T03:04:05.678Z'::timestamptz`, new Date('2026-01-02T03:04:05.678Z')],
    [`'1999-12-31T23:59:59.999Z'::timestamptz`, new Date('1999-12-31T23:59:59.999Z')],
    [`ARRAY['a', NULL, '"b,']`, ['a', null, '"b,']],
    ['ARRAY[1, 2]::int4[]', [1, 2]],
    ['ARRAY[]::text[]', []],
  ])('%s', async (expression, expected) => {
    expect(await value(expression)).toEqual(expected)
  })

  it('an int8 that is no safe number is a fault', async () => {
    await expect(value('9007199254740992::int8')).rejects.toThrow('too large')
    await expect(value("'-9223372036854775808'::int8")).rejects.toThrow('too large')
  })

  it('bytes come back as they were given, in large numbers too', async () => {
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 7) % 256))
    expect(await value('$1::bytea', bytes)).toEqual(bytes)
  })

  it('of many rows and columns, with nulls between them', async () => {
    const rows = await select(
      `SELECT n::int8 AS n, CASE WHEN n % 2 = 0 THEN decode(lpad(to_hex(n), 8, '0'), 'hex') END AS bytes
         FROM generate_series(1, 2000) AS n ORDER BY n`,
    )
    const bytes = (n: number) => Buffer.from(n.toString(16).padStart(8, '0'), 'hex')
    expect(rows).toEqual(
      Array.from({ length: 2_000 }, (_, i) => ({ n: i + 1, bytes: i % 2 === 1 ? bytes(i + 1) : null })),
    )
  })
})

describe('a result in binary form', () => {
  it('needs neither name nor values', async () => {
    const text = `SELECT decode('00ff', 'hex') AS bytes, 5::int8 AS number`
    const { rows } = await database.db.query<{ bytes: Buffer; number: number }>({ text, binary: true })
    expect(rows).toEqual([{ bytes: Buffer.from([0, 255]), number: 5 }])
  })

  it('of a type that nobody reads is a fault, and the connection stays good', async () => {
    const text = `SELECT '1 day'::interval AS value`
    await expect(database.db.query({ name: 'test-interval', text, binary: true })).rejects.toThrow(
      'no binary form known',
    )
    expect(await items()).toEqual([])
  })
})

describe('array parameters', () => {
  it('arrive as they are', async () => {
    const bytes = [Buffer.alloc(0), Buffer.from([0, 255]), Buffer.alloc(70_000, 7)]
    const texts = ['', 'ä€😀', '"{},\\', 'NULL']
    const numbers = [0, -1, 2_147_483_647, -2_147_483_648]
    const large = [0, -1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]
    const { rows } = await database.db.query({
      text: 'SELECT $1::bytea[] AS bytes, $2::text[] AS texts, $3::int4[] AS numbers, $4::int8[] AS large, $5::text[] AS none',
      values: [byteaArray(bytes), textArray(texts), int4Array(numbers), int8Array(large), textArray([])],
      binary: true,
    })
    expect(rows).toEqual([{ bytes, texts, numbers, large, none: [] }])
  })
})

describe('a unit of work', () => {
  it('is committed as a whole', async () => {
    const result = await database.work.run(async (tx) => {
      await tx.query({ text: 'INSERT INTO item VALUES (1), (2)' })
      expect(await items()).toEqual([])
      const { rowCount } = await tx.query({ text: 'SELECT FROM item' })
      return rowCount
    })
    expect(result).toBe(2)
    expect(await items()).toEqual([1, 2])
  })

  it('is rolled back as a whole, and throws what was thrown', async () => {
    const problem = new Error('no')
    const lost = database.work.run(async (tx) => {
      await tx.query({ text: 'INSERT INTO item VALUES (1)' })
      await tx.manager.query('INSERT INTO item VALUES (2)')
      throw problem
    })
    await expect(lost).rejects.toBe(problem)
    expect(await items()).toEqual([])
  })

  it('that fails in the database says how, and leaves its connection fit for use', async () => {
    for (let i = 0; i < 10; i++) {
      const lost = database.work.run(async (tx) => {
        await tx.query({ text: `INSERT INTO item VALUES (1, 'same')` })
        await tx.query({ text: `INSERT INTO item VALUES (2, 'same')` })
      })
      const error: unknown = await lost.catch((failure: unknown) => failure)
      expect(isUniqueViolation(error, 'item_word_key')).toBe(true)
      expect(isUniqueViolation(error, 'item_pkey')).toBe(false)
    }
    expect(await items()).toEqual([])
  })

  it('whose connection breaks is lost, and the next one gets a new connection', async () => {
    const lost = database.work.run(async (tx) => {
      await tx.query({ text: 'INSERT INTO item VALUES (1)' })
      const { rows } = await tx.query<{ pid: number }>({ text: 'SELECT pg_backend_pid() AS pid' })
      await database.rows('SELECT pg_terminate_backend($1)', [rows[0]!.pid])
      await tx.query({ text: 'INSERT INTO item VALUES (2)' })
    })
    await expect(lost).rejects.toThrow()
    for (let i = 0; i < 10; i++)
      await database.work.run((tx) => tx.query({ text: `INSERT INTO item VALUES (${i})` }))
    expect(await items()).toHaveLength(10)
  })

  it('takes one connection and gives it back, whatever happens', async () => {
    for (let i = 0; i < 20; i++) {
      await database.work.run(() => Promise.reject(new Error('no'))).catch(() => undefined)
    }
    expect(database.db.pool.idleCount).toBe(database.db.pool.totalCount)
  })
})

describe('a connection that is lent', () => {
  it('is closed when its user fails: a transaction that was left open does not reach the next', async () => {
    for (let i = 0; i < 10; i++) {
      const lost = database.db.withClient(async (client) => {
        await client.query('BEGIN')
        await client.query('INSERT INTO item VALUES (1)')
        throw new Error('forgot to end it')
      })
      await expect(lost).rejects.toThrow('forgot to end it')
    }
    expect(await items()).toEqual([])
  })
})

describe('an external database', () => {
  it('is connected to by its URL, with the settings of our sessions', async () => {
    const { url, drop } = await createDatabase()
    const config = configOf(DatabaseConfig, { statementTimeoutMs: 1_234, synchronousCommit: 'off' })
    const source = new ExternalSource(url, config, recordingLog().log)
    await source.start()
    const client = await connect(source)
    const { rows } = await client.query(
      `SELECT current_setting('statement_timeout') AS timeout, current_setting('synchronous_commit') AS sync,
              current_setting('application_name') AS name`,
    )
    expect(rows).toEqual([{ timeout: '1234ms', sync: 'off', name: 'guildhall' }])
    await client.end()
    await source.stop()
    await drop()
  })

  it('that does not exist is not waited for', async () => {
    const { url, drop } = await createDatabase()
    await drop()
    const source = new ExternalSource(url, configOf(DatabaseConfig), recordingLog().log)
    await expect(source.start()).rejects.toThrow('does not exist')
  })

  it('is described without its password', () => {
    const url = 'postgres://somebody:s3cret@db.example.com:5432/pds'
    const { description } = new ExternalSource(url, configOf(DatabaseConfig), recordingLog().log)
    expect(description).toBe('PostgreSQL at db.example.com:5432/pds')
  })
})
