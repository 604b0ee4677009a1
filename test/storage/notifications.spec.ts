import { TestDatabase } from '../support/test-database.js'

let database: TestDatabase
beforeEach(async () => {
  database = await TestDatabase.open()
})
afterEach(() => database.close())

const CHANNEL = 'test_channel'
const tell = (payload: string, channel = CHANNEL) =>
  database.rows('SELECT pg_notify($1, $2)', [channel, payload])

/** What was heard on a channel, and when so much of it was. */
async function hearer(channel = CHANNEL) {
  const heard: string[] = []
  const waiting: { many: number; resolve: () => void }[] = []
  const unlisten = await database.db.listen(channel, (payload) => {
    heard.push(payload)
    for (const { many, resolve } of waiting) if (heard.length >= many) resolve()
  })
  const until = (many: number) =>
    heard.length >= many ? undefined : new Promise<void>((resolve) => waiting.push({ many, resolve }))
  return { heard, until, unlisten }
}

const listeners = () =>
  database.rows<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query ILIKE 'LISTEN%'`,
  )
async function cutConnection(): Promise<void> {
  const [listener, ...more] = await listeners()
  expect(more).toEqual([])
  await database.rows('SELECT pg_terminate_backend($1)', [listener!.pid])
}

describe('listening', () => {
  it('hears what is told on its channel, in order', async () => {
    const one = await hearer()
    const other = await hearer('other')
    await tell('a')
    await tell('x', 'other')
    await tell('')
    await tell('b')
    await Promise.all([one.until(3), other.until(1)])
    expect([one.heard, other.heard]).toEqual([['a', '', 'b'], ['x']])
  })

  it('hears of what a transaction tells once it is committed, and never of what is rolled back', async () => {
    const { heard, until } = await hearer()
    const notify = (payload: string, fail: boolean) =>
      database.work.run(async (tx) => {
        await tx.query({ text: 'SELECT pg_notify($1, $2)', values: [CHANNEL, payload] })
        if (fail) throw new Error('rolled back')
      })
    await expect(notify('lost', true)).rejects.toThrow('rolled back')
    await notify('kept', false)
    await until(1)
    expect(heard).toEqual(['kept'])
  })

  it('takes one connection, however many listen, and tells each of them', async () => {
    const hearers = [await hearer(), await hearer(), await hearer('other')]
    expect(await listeners()).toHaveLength(1)
    await tell('a')
    await Promise.all(hearers.slice(0, 2).map(({ until }) => until(1)))
    await hearers[0]!.unlisten()
    await tell('b')
    await hearers[1]!.until(2)
    expect(hearers.map(({ heard }) => heard)).toEqual([['a'], ['a', 'b'], []])
  })

  it('goes on when somebody cannot deal with what he hears', async () => {
    await database.db.listen(CHANNEL, () => {
      throw new Error('cannot deal with it')
    })
    const { until } = await hearer()
    await tell('a')
    await until(1)
  })

  it('comes back when its connection breaks, and says that something may have been missed', async () => {
    const hearers = [await hearer(), await hearer('other')]
    await cutConnection()
    await Promise.all(hearers.map(({ until }) => until(1)))
    expect(hearers.map(({ heard }) => heard)).toEqual([[''], ['']])
    await tell('a')
    await tell('x', 'other')
    await Promise.all(hearers.map(({ until }) => until(2)))
    expect(hearers.map(({ heard }) => heard)).toEqual([
      ['', 'a'],
      ['', 'x'],
    ])
    await cutConnection()
    await hearers[0]!.until(3)
    expect(hearers[0]!.heard).toEqual(['', 'a', ''])
  })

  it('is over when the database is closed', async () => {
    await hearer()
    await database.db.onApplicationShutdown()
    await expect(hearer()).rejects.toThrow('the database is closed')
  })
})
