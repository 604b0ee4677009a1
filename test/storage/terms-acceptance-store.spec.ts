import type { Did } from '@guildhall/syntax'
import { TermsAcceptanceStore } from '../../src/terms/terms-acceptance.store.js'
import { TestDatabase } from '../support/test-database.js'

const [ADA, BOB] = ['did:plc:ada', 'did:plc:bob'] as [Did, Did]
const day = (number: number) => new Date(Date.UTC(2026, 0, number))

let database: TestDatabase
let store: TermsAcceptanceStore
beforeAll(async () => {
  database = await TestDatabase.open()
  store = new TermsAcceptanceStore(database.db)
})
afterAll(() => database?.close())

describe('TermsAcceptanceStore', () => {
  beforeEach(async () => {
    for (const did of [ADA, BOB]) await store.removeOf(database.db, did)
  })
  const accept = (did: Did, version: string, on: number, place: object = {}) =>
    store.add(database.db, {
      ...{ did, version, at: day(on), locale: undefined, ip: undefined, via: 'sign-up', asked: true },
      ...place,
    })
  const kept = (did: Did) =>
    database.rows('SELECT version, accepted_at, locale, ip FROM terms_acceptance WHERE did = $1 ORDER BY 1', [
      did,
    ])

  it('keeps when and where somebody has agreed to what', async () => {
    await accept(ADA, 'v1', 1, { locale: 'de-CH', ip: '192.0.2.7' })
    await accept(ADA, 'v2', 2)
    expect(await kept(ADA)).toEqual([
      { version: 'v1', accepted_at: day(1), locale: 'de-CH', ip: '192.0.2.7' },
      { version: 'v2', accepted_at: day(2), locale: null, ip: null },
    ])
  })

  it('keeps the first time', async () => {
    await accept(ADA, 'v1', 1, { locale: 'en' })
    await accept(ADA, 'v1', 9, { locale: 'fr' })
    expect(await kept(ADA)).toMatchObject([{ accepted_at: day(1), locale: 'en' }])
  })

  it('lets whoever was not asked agree later, and not the other way round', async () => {
    await accept(ADA, 'v1', 1, { via: 'api', asked: false })
    expect(await store.hasAgreed(ADA, ['v1'])).toBe(false)
    await accept(ADA, 'v1', 2, { via: 'sign-in' })
    await accept(ADA, 'v1', 3, { via: 'api', asked: false })
    const [found] = await store.list({ did: ADA }, { descending: true, limit: 2, after: undefined })
    expect(found).toMatchObject({ at: day(2), via: 'sign-in', asked: true })
    expect([await store.hasAgreed(ADA, ['v0', 'v1']), await store.hasAgreed(BOB, ['v1'])]).toEqual([
      true,
      false,
    ])
    expect((await store.agreed()).get('v1')).toBe(1)
  })

  it('has all of them once, page by page in both directions', async () => {
    for (const version of ['v1', 'v2', 'v3']) for (const did of [ADA, BOB]) await accept(did, version, 1)
    for (const descending of [true, false]) {
      const [first, second] = await store.list({}, { descending, limit: 2, after: undefined })
      const after = { value: second!.place, id: `${second!.did} ${second!.version}` }
      const rest = await store.list({}, { descending, limit: 9, after })
      const all = [first!, second!, ...rest].map(({ did, version }) => `${did} ${version}`)
      expect([all.length, new Set(all).size]).toEqual([6, 6])
    }
    expect([await store.count({ version: 'v2' }), await store.count({ domains: [] })]).toEqual([2, 0])
  })

  it('forgets an account, and nobody else', async () => {
    await accept(ADA, 'v1', 1)
    await accept(BOB, 'v1', 1)
    await store.removeOf(database.db, ADA)
    expect([await kept(ADA), (await kept(BOB)).length]).toEqual([[], 1])
  })
})
