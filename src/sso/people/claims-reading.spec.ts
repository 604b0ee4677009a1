import type { ClaimMapping } from '../connections/connection-policy.js'
import { readPerson } from './claims-reading.js'

const imported = (claim: string) => ({ claim, sync: 'import' as const })
const MAPPING: ClaimMapping = {
  subject: 'sub',
  email: imported('email'),
  name: imported('name'),
  locale: imported('locale'),
  groups: 'groups',
  trustEmail: false,
}
const ADA = { sub: 'ada', email: 'Ada@corp.example', email_verified: true }
const read = (said: object, mapping: Partial<ClaimMapping> = {}, needsGroups = false) =>
  readPerson({ ...ADA, ...said }, { ...MAPPING, ...mapping }, needsGroups)

describe('the address of a person', () => {
  test('is confirmed where the provider says so', () => {
    expect(read({})).toMatchObject({ email: 'ada@corp.example', emailVerified: true })
    expect(read({ email_verified: 'true' })).toMatchObject({ emailVerified: true })
    for (const said of [false, undefined, 1, 'yes'])
      expect(read({ email_verified: said })).toMatchObject({ emailVerified: false })
  })

  test('is not confirmed by what is said of another one', () => {
    const mapping = { email: imported('preferred_username') }
    const named = (name: string) => read({ preferred_username: name }, mapping)
    expect(named('owner@corp.example')).toMatchObject({ email: 'owner@corp.example', emailVerified: false })
    expect(named('ada@corp.example')).toMatchObject({ emailVerified: true })
    expect(
      read({ preferred_username: 'owner@corp.example' }, { ...mapping, trustEmail: true }),
    ).toMatchObject({ emailVerified: true })
  })
})

describe('a person', () => {
  test.each([['a\0b'], ['\ud800'], [''], ['x'.repeat(256)], [1]])('is nobody who is called %j', (sub) => {
    expect(() => read({ sub })).toThrow(expect.objectContaining({ reason: 'missing_claim' }) as Error)
  })

  test('cannot hide a group behind many others', () => {
    const groups = [...Array.from({ length: 2_000 }, (_none, index) => `g${index}`), 'guests']
    expect(() => read({ groups }, {}, true)).toThrow(
      expect.objectContaining({ reason: 'group_overage' }) as Error,
    )
    expect(read({ groups }).groups).toHaveLength(2_000)
  })
})
