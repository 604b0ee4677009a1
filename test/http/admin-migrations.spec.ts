import { K256Key } from '@guildhall/crypto'
import { genesisOperation } from '@guildhall/identity'
import { com } from '@guildhall/lexicon'
import type { Did, Handle } from '@guildhall/syntax'
import { createServiceJwt } from '@guildhall/xrpc'
import { PlcIdentities } from '../../src/identity/index.js'
import { AdminApi, data, outcome } from '../support/admin-api.js'
import { AnsweringServer } from '../support/answering-server.js'
import { eventually } from '../support/eventually.js'
import { bearer, PASSWORD, WholeServer } from '../support/whole-server.js'

const { createAccount, deactivateAccount } = com.atproto.server
const ELSEWHERE = 'https://elsewhere.example.com'

let server: WholeServer
let api: AdminApi
let count = 0
beforeAll(async () => {
  server = await WholeServer.start({ PDS_RATE_LIMITS_ENABLED: 'false' })
  api = new AdminApi(server)
})
afterAll(() => server?.close())

/** Somebody whose account was elsewhere, and is here as well now. */
async function arrival() {
  const key = K256Key.fromHex(String(++count).padStart(64, '0'))
  const handle = `arrival${count}.test` as Handle
  const wanted = { signingKey: key.didKey, handle, rotationKeys: [key.didKey], pdsUrl: ELSEWHERE }
  const { did, operation } = genesisOperation(wanted, key)
  const json = { 'content-type': 'application/json' }
  expect((await server.request('POST', `/plc/${did}`, json, JSON.stringify(operation))).status).toBe(200)
  const exp = Math.floor(server.clock.nowMs() / 1000) + 60
  const token = createServiceJwt({ iss: did, aud: 'did:web:localhost', lxm: createAccount.nsid, exp }, key)
  const account = { did, handle, email: `arrival${count}@example.com`, password: PASSWORD }
  expect((await server.post(createAccount.nsid, account, bearer(token))).status).toBe(200)
  return did
}
/** A member who has deactivated their account, and may have gone. */
async function departure(isGone: boolean) {
  const { did, accessJwt } = await server.signUp()
  if (isGone) {
    const plc = server.app.get(PlcIdentities, { strict: false })
    const service = { type: 'AtprotoPersonalDataServer', endpoint: ELSEWHERE }
    const services = () => ({ services: { atproto_pds: service } })
    await plc.publish(did as Did, await plc.sign(did as Did, services))
  }
  expect((await server.post(deactivateAccount.nsid, {}, bearer(accessJwt))).status).toBe(200)
  return did
}
const listed = async (query = '', by = api) => data(await by.get(`migrations?page[size]=200&${query}`))
const didsOf = async (query: string, by = api) => (await listed(query, by)).map(({ did }) => did)
const shown = (did: string) => api.get(`migrations/${did}`)
const stepsIn = ({ steps }: Record<string, unknown>) =>
  Object.fromEntries((steps as { name: string; state: string }[]).map(({ name, state }) => [name, state]))

describe('an account that moves here', () => {
  it('is shown with how far it is', async () => {
    const did = await arrival()
    const begun = { account: 'done', repository: 'open', blobs: 'open', identity: 'open', activation: 'open' }
    const [entry] = (await listed('filter[direction]=in')).filter((one) => one.did === did)
    expect(entry).toMatchObject({ direction: 'in', pds: ELSEWHERE, handle: expect.any(String) })
    expect(stepsIn(entry!)).toEqual(begun)

    const [repo] = await server.sql<{ repo_id: number }>('SELECT repo_id FROM repo WHERE did = $1', [did])
    const path = 'app.bsky.feed.post/one'
    await server.sql(
      `INSERT INTO repo_record (repo_id, path, cid, content, rev) VALUES ($1, $2, '\\x01', '\\x01', 'rev')`,
      [repo!.repo_id, path],
    )
    await server.sql(`INSERT INTO repo_blob_ref (repo_id, path, cid) VALUES ($1, $2, '\\x02')`, [
      repo!.repo_id,
      path,
    ])
    const details = (await shown(did)).json
    expect(stepsIn(details)).toEqual({ ...begun, repository: 'done', blobs: 'underWay' })
    expect(details.progress).toEqual({ records: 1, blobsExpected: 1, blobsHere: 0 })
    expect(await listed('filter[direction]=out')).not.toContainEqual(expect.objectContaining({ did }))
  })

  it('is no matter of whoever may not look at it', async () => {
    const did = await arrival()
    const { did: clerk } = await server.signUp()
    await api.assign(clerk, 'auditor', { domain: 'elsewhere.test' })
    const by = await api.signedIn(clerk)
    expect(await didsOf('', by)).toEqual([])
    expect(outcome(await by.get(`migrations/${did}`))).toEqual([404, 'not_found'])
  })
})

describe('an account that was active here', () => {
  it('has moved away when its identity points elsewhere', async () => {
    const did = await departure(true)
    expect(await didsOf('filter[direction]=out')).toContain(did)
    const { json } = await shown(did)
    expect(json).toMatchObject({ direction: 'out', pds: ELSEWHERE })
    expect(stepsIn(json)).toEqual({ account: 'done', identity: 'done' })
    expect(await listed()).toContainEqual(expect.objectContaining({ did, pds: ELSEWHERE }))
  })

  it('was only deactivated when its identity points here, which is known once it was asked about', async () => {
    const did = await departure(false)
    const [entry] = (await listed()).filter((one) => one.did === did)
    expect(stepsIn(entry!)).toEqual({ account: 'done', identity: 'unknown' })
    expect(outcome(await shown(did))).toEqual([404, 'not_found'])
    expect(await didsOf('')).not.toContain(did)
  })

  it('does not move as long as it is active', async () => {
    const { did } = await server.signUp()
    expect(await didsOf('')).not.toContain(did)
    expect(outcome(await shown(did))).toEqual([404, 'not_found'])
    expect(outcome(await shown('did:plc:none'))).toEqual([404, 'not_found'])
  })
})

it('they come page by page, the latest first', async () => {
  await arrival()
  const all = await didsOf('')
  expect(all.length).toBeGreaterThan(2)
  const first = await api.get('migrations?page[size]=1&count=true')
  expect(first.json.count).toBe(all.length)
  const { next } = first.json.page as { next: string }
  expect(data(await api.get(`migrations?page[size]=1&page[after]=${next}`))).toMatchObject([{ did: all[1] }])
  expect(outcome(await api.get('migrations?page[after]=bm9uZQ'))).toEqual([400, 'invalid_cursor'])
})

describe('an invitation to move here', () => {
  it('says of each account what is in the way, and invites nobody when it is only tried', async () => {
    const { did, handle } = await server.signUp()
    const csv = `account,email\nnobody.invalid,\n@${handle},new@example.com\n`
    const made = await api.post('migrations', {
      direction: 'in',
      accounts: [{ account: did }],
      csv,
      dryRun: true,
    })
    expect(data(made)).toEqual([
      { account: did, problem: 'here' },
      { account: 'nobody.invalid', problem: 'unknown' },
      { account: `@${handle}`, problem: 'here' },
    ])
    expect(data(await api.get('migrations/invited'))).toEqual([])
  })

  it('names an account, and takes no file that is none', async () => {
    for (const body of [{}, { csv: 'account,colour\na,b\n' }, { csv: '"' }, { accounts: [{ account: '' }] }])
      expect(outcome(await api.post('migrations', { direction: 'in', ...body }))).toEqual([
        400,
        'invalid_request',
      ])
  })
})

describe('a file of many who are to move here', () => {
  let old: AnsweringServer
  beforeAll(async () => {
    const description = { did: 'did:web:old.test', availableUserDomains: ['.old.test'] }
    old = await AnsweringServer.json(description)
  })
  afterAll(() => old?.close())
  const elsewhere = async () => {
    const key = K256Key.fromHex(String(++count).padStart(64, '0'))
    const handle = `mover${count}.old.test` as Handle
    const wanted = { signingKey: key.didKey, handle, rotationKeys: [key.didKey], pdsUrl: old.url }
    const { did, operation } = genesisOperation(wanted, key)
    const json = { 'content-type': 'application/json' }
    expect((await server.request('POST', `/plc/${did}`, json, JSON.stringify(operation))).status).toBe(200)
    return did
  }
  const ended = async (path: string, csv: string) => {
    const { status, json } = await api.post(path, csv)
    expect([status, json.kind]).toEqual([202, 'migrations'])
    const job = `bulk/${String(json.id)}`
    await eventually(async () => (await api.get(job)).json.state === 'done')
    return {
      outcomes: (await api.get(job)).json.outcomes,
      rows: data(await api.get(`${job}/rows?page[size]=5`)),
      job,
    }
  }

  it('is worked off in the background: each is invited once, and by a letter', async () => {
    const { did } = await server.signUp()
    const [first, second] = [await elsewhere(), await elsewhere()]
    const nobody = Array.from({ length: 200 }, (_none, i) => `nobody${i}.invalid,n${i}@example.com`)
    const csv = [
      'account,email',
      `${first},first@example.com`,
      `${second},`,
      `${did},here@example.com`,
      ...nobody,
    ].join('\n')
    expect(outcome(await api.post('migrations', { direction: 'in', csv }))).toEqual([400, 'invalid_request'])
    const told = await ended('bulk/migrations?dryRun=true', csv)
    expect(told.outcomes).toEqual({ order: 1, skipped: 1, failed: 201 })
    expect(data(await api.get('migrations/invited'))).toEqual([])
    const done = await ended('bulk/migrations?language=de', csv)
    expect(done.rows.slice(0, 4)).toMatchObject([
      { outcome: 'ordered', did: first },
      { outcome: 'failed', detail: expect.stringContaining('address') },
      { outcome: 'skipped', detail: 'It is here' },
      { outcome: 'failed', detail: 'There is no such account' },
    ])
    expect(data(await api.get('migrations/invited'))).toMatchObject([{ did: first, state: 'invited' }])
    expect((await ended('bulk/migrations', csv)).rows[0]).toMatchObject({
      outcome: 'skipped',
      detail: 'It is invited',
    })
    const results = await api.get(`${done.job}/results.csv`)
    expect(results.bytes.toString().split('\r\n')[0]).toBe('row,outcome,did,detail,account,email,handle')
    for (const text of ['', 'account\n', 'who\na'])
      expect(outcome(await api.post('bulk/migrations', text))).toEqual([400, expect.any(String)])
  })
})

describe('the link of an invitation', () => {
  const invitation = async (state: string, days: number, email: string | null = null) => {
    const id = `00000000-0000-7000-8000-${String(++count).padStart(12, '0')}`
    await server.sql(
      `INSERT INTO guided_move (id, did, origin, email, language, invite_code, token_hash, state, created_at, expires_at,
                                changed_at)
       VALUES ($1::text::uuid, 'did:plc:' || $1::text, $2, $5, 'en', 'none', decode(md5($1::text), 'hex'), $3, now(),
               now() + $4 * interval '1 day', now())`,
      [id, ELSEWHERE, state, days, email],
    )
    return id
  }

  it('takes the place of the former one, also when that was never followed in time', async () => {
    for (const days of [1, -1]) {
      const id = await invitation('invited', days)
      const { json } = await api.post(`migrations/${id}/resend`, {})
      expect(json).toMatchObject({ invitation: { id, state: 'invited' } })
      const link = new URL(json.url as string)
      expect((await server.request('GET', `${link.pathname}${link.search}`)).status).toBe(200)
      const again = new URL((await api.post(`migrations/${id}/resend`, {})).json.url as string)
      expect(again.search).not.toBe(link.search)
      expect((await server.request('GET', `${link.pathname}${link.search}`)).status).toBe(404)
      expect((await server.request('GET', `${again.pathname}${again.search}`)).status).toBe(200)
      const [move] = await server.sql<{ invite_code: string }>(
        'SELECT invite_code FROM guided_move WHERE id = $1::uuid',
        [id],
      )
      const codes = await server.sql('SELECT code FROM invite_code WHERE code = $1 AND NOT disabled', [
        move!.invite_code,
      ])
      expect(codes).toHaveLength(1)
    }
  })

  it('is shown to nobody where it is sent', async () => {
    const id = await invitation('invited', 1, 'somebody@example.com')
    const { json } = await api.post(`migrations/${id}/resend`, {})
    expect(Object.keys(json)).toEqual(['invitation'])
  })

  it('is sent for no move that is under way, or over', async () => {
    for (const [state, days] of [
      ['underWay', 1],
      ['done', 1],
      ['rolledBack', 1],
      ['waiting', -1],
    ] as const) {
      const id = await invitation(state, days)
      expect(outcome(await api.post(`migrations/${id}/resend`, {}))).toEqual([409, 'migration_not_ready'])
    }
    expect(outcome(await api.post('migrations/none/resend', {}))).toEqual([404, 'not_found'])
  })
})

describe('a member who is to leave', () => {
  it('begins to, as by the order of the account', async () => {
    const { did, handle } = await server.signUp()
    const order = { direction: 'out', accounts: [{ account: handle }], days: 10, reason: 'why' }
    expect(data(await api.post('migrations', order))).toEqual([{ account: handle, did, handle }])
    expect((await api.get(`accounts/${did}`)).json).toMatchObject({ state: 'offboarding' })
  })

  it('is one that is here', async () => {
    const [one, other] = [{ account: 'did:plc:nobody' }, { account: 'did:plc:else' }]
    expect(outcome(await api.post('migrations', { direction: 'out', accounts: [one] }))).toEqual([
      404,
      'not_found',
    ])
    const two = { direction: 'out', accounts: [one, other] }
    expect(outcome(await api.post('migrations', two))).toEqual([400, 'invalid_request'])
  })
})
