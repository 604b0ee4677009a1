import { FilterReading } from './filter-reading.js'
import { ScimLibrary } from './scim-library.js'
import { conditionOf, type FilterableAttribute } from './term-conditions.js'

const ATTRIBUTES: Record<string, FilterableAttribute> = {
  username: { kind: 'text', sql: 'lower(user_name) $' },
  externalid: { kind: 'exact', sql: 'external_id $' },
  active: { kind: 'flag', sql: 'active $' },
}

async function sql(filter: string): Promise<[string, ...unknown[]]> {
  const values: unknown[] = []
  const terms = await new FilterReading(new ScimLibrary()).read(filter)
  return [conditionOf(terms, ATTRIBUTES, (value) => `$${values.push(value)}`), ...values]
}

describe('filters', () => {
  test.each<[string, string, unknown[]]>([
    ['userName eq "Ada"', '((lower(user_name) = lower($1::text)))', ['Ada']],
    ['USERNAME Eq "Ada"', '((lower(user_name) = lower($1::text)))', ['Ada']],
    [
      'urn:ietf:params:scim:schemas:core:2.0:User:userName eq "Ada"',
      '((lower(user_name) = lower($1::text)))',
      ['Ada'],
    ],
    ['externalId eq "e 1"', '((external_id = $1::text))', ['e 1']],
    ['active eq true', '((active = $1::boolean))', [true]],
    ['active eq "False"', '((active = $1::boolean))', [false]],
    ['userName sw "a"', '((lower(user_name) ^@ lower($1::text)))', ['a']],
    [
      'userName eq "a" and active eq false',
      '((lower(user_name) = lower($1::text) AND active = $2::boolean))',
      ['a', false],
    ],
    [
      'userName eq "a" or externalId eq "b"',
      '((lower(user_name) = lower($1::text)) OR (external_id = $2::text))',
      ['a', 'b'],
    ],
    ['not (active eq true)', '((NOT coalesce(active = $1::boolean, false)))', [true]],
  ])('%s', async (filter, condition, values) => {
    expect(await sql(filter)).toEqual([condition, ...values])
  })

  test.each([
    '',
    'userName',
    'userName eq',
    'userName is "a"',
    'userName eq "a" and',
    '(userName eq "a"',
    'userName eq "a\\"b"',
    'userName eq 1',
    'active eq "maybe"',
    'active sw true',
    'password eq "x"',
    'toString eq "x"',
    "userName eq 'a'; DROP TABLE account",
    `userName eq "${'x'.repeat(1000)}"`,
  ])('%s: refused', async (filter) => {
    await expect(sql(filter)).rejects.toMatchObject({ scimType: 'invalidFilter' })
  })
})
