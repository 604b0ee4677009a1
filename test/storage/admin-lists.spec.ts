import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { explaining, type Reading } from '../support/query-plan.js'
import { TestDatabase } from '../support/test-database.js'
import { SEED } from './admin-list-seed.js'
import { type Asked, EXPLAINED_ELSEWHERE, type KnownList, LISTS } from './admin-lists.js'

const LIMIT = 51
/** Rows that may be looked at for a page: it has 51, and each may need some of other tables. */
const PAGE_READS_MAX = 1_000

interface Operation {
  readonly parameters?: readonly { readonly name: string }[]
}

let database: TestDatabase

beforeAll(async () => {
  database = await TestDatabase.open()
  for (const statement of SEED) await database.rows(statement)
  await database.rows('VACUUM ANALYZE')
})
afterAll(() => database?.close())

/** Every list of the administration with the names of its filters, as the description has them. */
async function describedLists(): Promise<Map<string, string[]>> {
  const file = join(import.meta.dirname, '..', '..', 'docs', 'admin-api', 'openapi.json')
  const { paths } = JSON.parse(await readFile(file, 'utf8')) as {
    paths: Record<string, { get?: Operation }>
  }
  const found = Object.entries(paths).flatMap(([path, { get }]) => {
    const names = (get?.parameters ?? []).map(({ name }) => name)
    const filters = names.flatMap((name) => /^filter\[(.+)\]$/.exec(name)?.[1] ?? [])
    return names.includes('sort') ? [[path, filters] as const] : []
  })
  return new Map(found)
}

/** What may be asked: nothing in particular, one filter with each of its values, and each two of them. */
function questionsOf({ filters }: KnownList): Asked['filters'][] {
  const single = Object.entries(filters).flatMap(([name, values]) =>
    values.map((value) => ({ [name]: value })),
  )
  const pairs = single.flatMap((one, index) =>
    single
      .slice(index + 1)
      .filter((other) => Object.keys(other)[0] !== Object.keys(one)[0])
      .map((other) => ({ ...one, ...other })),
  )
  return [{}, ...single, ...pairs]
}

const QUESTIONS = Object.entries(LISTS).flatMap(([path, list]) =>
  questionsOf(list).map((filters) => [path, JSON.stringify(filters), list, filters] as const),
)

describe('lists of the administration', () => {
  it('are all explained, with all of their filters', async () => {
    const described = await describedLists()
    expect(described.size).toBeGreaterThan(20)
    expect([...described.keys()].sort()).toEqual([...Object.keys(LISTS), ...EXPLAINED_ELSEWHERE].sort())
    for (const [path, filters] of described)
      if (!EXPLAINED_ELSEWHERE.has(path))
        expect(Object.keys(LISTS[path]!.filters)).toEqual(expect.arrayContaining(filters))
  })

  it.each(QUESTIONS)('%s reads little more than a page, for %s', async (_path, _name, list, filters) => {
    const readings: Reading[] = []
    const db = explaining(database, readings)
    for (const descending of [true, false])
      for (const after of [undefined, list.place])
        await list.page(db, { filters, descending, limit: LIMIT, after })
    expect(readings).toHaveLength(4)
    for (const { rowsRead, plan } of readings)
      expect(rowsRead < PAGE_READS_MAX ? 'little' : `${rowsRead} rows: ${plan}`).toBe('little')
  })

  const counted = QUESTIONS.filter(([, , list]) => list.count)
  it.each(counted)(
    '%s is counted by reading what is counted, for %s',
    async (_path, _name, list, filters) => {
      const readings: Reading[] = []
      await list.count!(explaining(database, readings, [{ count: 0 }]), filters)
      const count = await list.count!(database.db, filters)
      expect(readings).toHaveLength(1)
      const [{ rowsRead, plan }] = readings as [Reading]
      const readsMax = PAGE_READS_MAX + 2 * count
      expect(rowsRead < readsMax ? 'no more' : `${rowsRead} rows for ${count}: ${plan}`).toBe('no more')
    },
  )

  it('have entries for most of what is asked of them, so that there is something to be read', async () => {
    for (const [path, list] of Object.entries(LISTS)) {
      const asked = { filters: {}, descending: true, limit: LIMIT, after: undefined }
      expect([path, (await list.page(database.db, asked)).length > 0]).toEqual([path, true])
    }
  })
})
