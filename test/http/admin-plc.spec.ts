import { com } from '@guildhall/lexicon'
import { AdminApi, data, outcome } from '../support/admin-api.js'
import { bearer, type Member, WholeServer } from '../support/whole-server.js'

const MINUTE_MS = 60_000

let server: WholeServer
let api: AdminApi
beforeAll(async () => {
  // Nothing is taken up by itself meanwhile.
  server = await WholeServer.start({
    PDS_RATE_LIMITS_ENABLED: 'false',
    PDS_ACCOUNT_RECOVERY_INTERVAL_MS: '3600000',
  })
  api = new AdminApi(server)
})
afterAll(() => server?.close())

let count = 0
const listed = async (query: string) => data(await api.get(`plc/operations?${query}`))
const began = (ms: number) => new Date(server.clock.nowMs() - ms)
/** As if the process had been killed before the directory was asked. */
const claim = ({ did }: Member, ageMs: number) =>
  server.sql('INSERT INTO handle_claim (did, handle, claimed_at) VALUES ($1, $2, $3)', [
    did,
    `claimed${++count}.test`,
    began(ageMs),
  ])
const draft = async (ageMs: number) => {
  const did = `did:plc:${String(++count)
    .padStart(24, 'a')
    .replaceAll(/[0189]/g, 'b')}`
  await server.sql(
    `INSERT INTO account_draft (did, handle, email, input, signing_key_did, signing_key_wrapped,
                                signing_key_kek_id, plc_operation, step, updated_at)
     VALUES ($1, $2, NULL, '{}', 'did:key:z', '', 'kek', '{}', 'reserved', $3)`,
    [did, `drafted${count}.test`, began(ageMs)],
  )
  return did
}

describe('operations on identities', () => {
  it('are those that are under way, that have failed so far, and that are in the directory', async () => {
    const [member, other] = [await server.signUp(), await server.signUp()]
    await claim(member, 0)
    await claim(other, 2 * MINUTE_MS)
    const [fresh, late] = [await draft(0), await draft(2 * MINUTE_MS)]
    const of = async (state: string) =>
      (await listed(`filter[state]=${state}`)).map(({ kind, did }) => [kind, did])
    // At once: housekeeping takes up by itself what has failed.
    const [pending, failed] = await Promise.all([of('pending'), of('failed')])
    expect(pending).toEqual(
      expect.arrayContaining([
        ['handle', member.did],
        ['create', fresh],
      ]),
    )
    expect(failed).toEqual(
      expect.arrayContaining([
        ['handle', other.did],
        ['create', late],
      ]),
    )
    expect([pending, failed].map(({ length }) => length)).toEqual([2, 2])
    expect(await of('published')).toEqual(expect.arrayContaining([['create', member.did]]))
    const published = await listed(`filter[did]=${member.did}&filter[state]=published`)
    expect(published).toMatchObject([{ kind: 'create', handle: member.handle, isOverruled: false }])
  })

  it('come page by page, the latest first', async () => {
    const all = await listed('page[size]=200')
    const times = all.map(({ at }) => at as string)
    expect(times).toEqual(times.toSorted().reverse())
    const seen: unknown[] = []
    for (let after = ''; ;) {
      const { json } = await api.get(
        `plc/operations?page[size]=2${after && `&page[after]=${after}`}&count=true`,
      )
      expect(json.count).toBe(all.length)
      seen.push(...(json.data as object[]))
      const { next } = json.page as { next?: string }
      if (next === undefined) break
      after = next
    }
    expect(seen).toEqual(all)
    expect(outcome(await api.get('plc/operations?page[after]=bm9uZQ'))).toEqual([400, 'invalid_cursor'])
  })

  it('that have failed are taken up at once, and others left alone', async () => {
    expect((await listed('filter[state]=failed')).length).toBeGreaterThan(0)
    expect((await api.post('plc/operations/retry')).status).toBe(204)
    expect(await listed('filter[state]=failed')).toEqual([])
    expect(await listed('filter[state]=pending')).toHaveLength(2)
    expect(data(await api.get('audit?filter[action]=plc.retry'))).toHaveLength(1)
  })

  it('are renamings and changes that were made', async () => {
    const member = await server.signUp()
    const { updateHandle } = com.atproto.identity
    const handle = `renamed${++count}.test`
    expect((await server.post(updateHandle.nsid, { handle }, bearer(member.accessJwt))).status).toBe(200)
    const [latest] = await listed(`filter[did]=${member.did}`)
    expect(latest).toMatchObject({ kind: 'change', state: 'published', handle })
  })
})
