import { randomUUID } from 'node:crypto'
import type { LeaverBreakerStore } from '../../src/scim/leavers/leaver-breaker.store.js'
import { PgLeaverBreakerStore } from '../../src/scim/leavers/pg-leaver-breaker.store.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => LeaverBreakerStore][] = [
  ['PgLeaverBreakerStore', ({ db }) => new PgLeaverBreakerStore(db)],
]
const minute = (number: number) => new Date(Date.UTC(2026, 0, 10, 0, number))

let database: TestDatabase
beforeAll(async () => {
  database = await TestDatabase.open()
})
afterAll(() => database?.close())

describe.each(IMPLEMENTATIONS)('LeaverBreakerStore: %s', (_name, make) => {
  let store: LeaverBreakerStore
  let connectionId: string
  beforeEach(() => {
    store = make(database)
    connectionId = randomUUID()
  })
  const left = (userId: string, at: number, of = connectionId) =>
    store.left(database.db, of, userId, minute(at))
  const count = (userId: string, since: number) =>
    store.count(database.db, connectionId, userId, minute(since))

  it('lets people leave until it is stopped, and again when it is resumed', async () => {
    expect(await store.find(connectionId)).toBeUndefined()
    const fresh = { stoppedAt: undefined, resumedAt: undefined, passes: 0 }
    expect(await database.work.run((tx) => store.lock(tx, connectionId))).toEqual(fresh)
    await store.stop(database.db, connectionId, minute(1))
    expect(await store.find(connectionId)).toEqual({ ...fresh, stoppedAt: minute(1) })
    await store.resume(database.db, connectionId, minute(2), 3)
    await store.usePass(database.db, connectionId)
    expect(await database.work.run((tx) => store.lock(tx, connectionId))).toEqual({
      ...{ stoppedAt: undefined, resumedAt: minute(2), passes: 2 },
    })
  })

  it('has one at a time look', async () => {
    await database.work.run((tx) => store.lock(tx, connectionId))
    const steps: string[] = []
    const step = (name: string) =>
      database.work.run(async (tx) => {
        const { passes } = await store.lock(tx, connectionId)
        steps.push(`${name} in`)
        await store.resume(tx, connectionId, minute(1), passes + 1)
        steps.push(`${name} out`)
      })
    await Promise.all([step('a'), step('b'), step('c')])
    for (let index = 0; index < steps.length; index += 2)
      expect(steps[index + 1]).toBe(steps[index]!.replace('in', 'out'))
    expect((await store.find(connectionId))!.passes).toBe(3)
  })

  it('counts people, each once, since a time, of one connection', async () => {
    const [ada, bob, eve] = [randomUUID(), randomUUID(), randomUUID()]
    await left(ada, 1)
    await left(bob, 5)
    await left(bob, 6)
    await left(eve, 6, randomUUID())
    expect(await count(bob, 0)).toEqual({ left: 2, isCounted: true })
    expect(await count(ada, 1)).toEqual({ left: 1, isCounted: false })
    expect(await count(eve, 6)).toEqual({ left: 0, isCounted: false })
  })

  it('counts the connections that are stopped', async () => {
    const before = await store.countStopped()
    for (const id of [connectionId, randomUUID()]) {
      await database.work.run((tx) => store.lock(tx, id))
      await store.stop(database.db, id, minute(1))
    }
    expect(await store.countStopped()).toBe(before + 2)
    await store.resume(database.db, connectionId, minute(2), 0)
    expect(await store.countStopped()).toBe(before + 1)
  })

  it('forgets who left long ago, some at a time', async () => {
    await store.removeOld(minute(59), 1_000)
    const ada = randomUUID()
    for (const at of [1, 2, 3, 4]) await left(ada, at)
    expect(await store.removeOld(minute(4), 2)).toBe(2)
    expect(await count(ada, 2)).toEqual({ left: 1, isCounted: true })
    expect(await store.removeOld(minute(4), 9)).toBe(1)
    expect(await count(ada, 3)).toEqual({ left: 1, isCounted: true })
  })
})
