import type { Did } from '@guildhall/syntax'
import { PgTermsAcceptanceStore } from '../../src/sso/people/pg-terms-acceptance.store.js'
import type { TermsAcceptanceStore } from '../../src/sso/people/terms-acceptance.store.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, () => TermsAcceptanceStore][] = [
  ['PgTermsAcceptanceStore', () => new PgTermsAcceptanceStore()],
]
const [ADA, BOB] = ['did:plc:ada', 'did:plc:bob'] as [Did, Did]
const day = (number: number) => new Date(Date.UTC(2026, 0, number))

let database: TestDatabase
beforeAll(async () => {
  database = await TestDatabase.open()
})
afterAll(() => database?.close())

describe.each(IMPLEMENTATIONS)('TermsAcceptanceStore: %s', (_name, make) => {
  const store = make()
  beforeEach(async () => {
    for (const did of [ADA, BOB]) await store.removeOf(database.db, did)
  })
  const accept = (did: Did, version: string, on: number, place: object = {}) =>
    store.add(database.db, { did, version, at: day(on), locale: undefined, ip: undefined, ...place })
  /** The port writes only: whoever has to show that somebody has agreed looks here. */
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

  it('forgets an account, and nobody else', async () => {
    await accept(ADA, 'v1', 1)
    await accept(BOB, 'v1', 1)
    await store.removeOf(database.db, ADA)
    expect([await kept(ADA), (await kept(BOB)).length]).toEqual([[], 1])
  })
})
