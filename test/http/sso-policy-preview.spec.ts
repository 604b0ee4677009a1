import { jest } from '@jest/globals'
import { Database } from '../../src/database/index.js'
import { SsoWorld } from './sso-world.js'

const PEOPLE = 1_200
const NAMED = 1_000
/** One for each batch and table, and room for what a server does beside; one for each person would be far more. */
const STATEMENTS_MAX = 60

let world: SsoWorld

beforeAll(async () => {
  world = await SsoWorld.start({ PDS_SERVICE_HANDLE_DOMAINS: '.test,.staff.test' })
  await world.server.sql(
    `WITH people AS (SELECT n, 'did:plc:' || lpad(translate(n::text, '0189', 'abcd'), 24, 'a') AS did
                       FROM generate_series(1, $1::int4) n),
          accounts AS (INSERT INTO account (did, handle) SELECT did, 'many' || n || '.test' FROM people)
     INSERT INTO external_identity (connection_id, subject, did, issuer, claims, linked_by, linked_at)
     SELECT $2::uuid, 'many' || n, did, $3, '{"groups": ["staff"]}', 'member', now() FROM people`,
    [PEOPLE, world.connection, world.idp.issuer],
  )
})
afterAll(() => world?.close())
afterEach(() => jest.restoreAllMocks())

it('looks at very many people with few statements, and names a thousand of them', async () => {
  const query = jest.spyOn(world.server.app.get(Database, { strict: false }), 'query')
  const { status, json } = await world.api.post(`sso/connections/${world.connection}/policy/preview`, {
    policy: {
      quotas: [{ group: 'staff', quotaBytes: 1 }],
      provisioning: { handles: { groupDomains: [{ group: 'staff', domain: 'staff.test' }] } },
    },
  })
  expect({ status, json }).toMatchObject({
    status: 200,
    json: { looked: PEOPLE, changed: PEOPLE, otherHandles: PEOPLE },
  })
  const data = json.data as { did: string; handle: string }[]
  expect(data).toHaveLength(NAMED)
  expect(data).toContainEqual(
    expect.objectContaining({ handle: 'many1.test', handleDomain: 'staff.test', quotaAfter: 1 }),
  )
  expect(query.mock.calls.length).toBeGreaterThan(0)
  expect(query.mock.calls.length).toBeLessThan(STATEMENTS_MAX)
})
