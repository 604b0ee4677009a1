import { MIGRATIONS } from '../../src/database/migrations.js'
import { ExternalPostgres } from '../support/external-postgres.js'
import { EXPAND, NEWER } from './next-release.js'
import { NodeGroup } from './node-group.js'

const START_MAX_MS = 120_000
describe('nodes of one database', () => {
  let group: NodeGroup
  beforeAll(async () => {
    // All at once, on a database without any table.
    group = await NodeGroup.start(2, {}, await ExternalPostgres.startEmpty())
  }, START_MAX_MS)
  afterAll(() => group?.remove())

  const readiness = async (index: number) => (await fetch(`${group.nodes[index]!.url}/readyz`)).status
  const signUp = async (index: number, name: string) => {
    const answer = await fetch(`${group.nodes[index]!.url}/xrpc/com.atproto.server.createAccount`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        handle: `${name}.test`,
        email: `${name}@example.com`,
        password: 'a good password',
      }),
    })
    const { accessJwt, did } = (await answer.json()) as { accessJwt: string; did: string }
    const record = { repo: did, collection: 'com.example.note', record: { $type: 'com.example.note' } }
    const written = await fetch(`${group.nodes[index]!.url}/xrpc/com.atproto.repo.createRecord`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${accessJwt}` },
      body: JSON.stringify(record),
    })
    return [answer.status, written.status]
  }

  it('that start at the same time bring it up together: each migration is applied once', async () => {
    const rows = await group.postgres.rows<{ name: string }>('SELECT name FROM schema_migration ORDER BY id')
    expect(rows.map(({ name }) => name)).toEqual(MIGRATIONS.map(({ name }) => name))
    expect([await readiness(0), await readiness(1)]).toEqual([200, 200])
  })

  it('go on, and start again, when a newer release has added to the schema', async () => {
    await group.postgres.rows(EXPAND)
    expect(await signUp(0, 'alice')).toEqual([200, 200])
    await group.nodes[1]!.stop()
    await group.nodes[1]!.start()
    expect(await signUp(1, 'bob')).toEqual([200, 200])
    expect(await readiness(1)).toBe(200)
    expect(group.nodes[1]!.log).toContain(NEWER)
  })
})
