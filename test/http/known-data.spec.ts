import type { Did } from '@guildhall/syntax'
import { AccountKnowledge } from '../../src/account/index.js'
import { AdminApi } from '../support/admin-api.js'
import { eventually } from '../support/eventually.js'
import { WholeServer } from '../support/whole-server.js'

const SOME_ID = '00000000-0000-7000-8000-000000000001'

/** Tables that say whose rows are, and are not in `known.json`: why. */
const NOT_KNOWN: Readonly<Record<string, string>> = {
  account: 'account.json',
  account_draft: 'an account that is not there yet',
  account_history: 'account.json',
  account_preference: 'preferences.jsonl',
  admin_role: 'a role of the organization; who made it is in the audit',
  app_password: 'sessions.json',
  bulk_job: 'what administrators began, in the audit',
  bulk_row: 'the same as in account.json; it goes with its job',
  did_document: 'public, and only a copy',
  half_sign_in: 'minutes old at most',
  terms_version: 'what terms say; who has agreed is in known.json',
  held_record: 'a hold, of which the member is not told; archives of holds have them',
  legal_hold: 'a hold, of which the member is not told',
  member_facts: 'account.json',
  oauth_consent: 'consents.json',
  oauth_session: 'sessions.json',
  oauth_handed_session: 'hours old at most; the browser that it refers to is in sessions.json',
  pending_registration: 'somebody who has no account yet',
  plc_operation: 'plc-log.json',
  plc_refusal: 'what the public directory said of an operation',
  preference_namespace: 'preferences.jsonl',
  refresh_token: 'sessions.json',
  repo: 'repo.car',
  repo_event: 'repo.car',
  repo_import: 'an import that is under way',
  repo_subject: 'repo.car',
  scim_token: 'a token of the organization; who made it is in the audit',
  security_event: 'security-events.json',
  withheld_repo: 'what relays say of everybody',
}

let server: WholeServer
let api: AdminApi
beforeAll(async () => {
  server = await WholeServer.start({ PDS_RATE_LIMITS_ENABLED: 'false' })
  api = new AdminApi(server)
}, 60_000)
afterAll(() => server?.close())

const knowledge = () => server.app.get(AccountKnowledge, { strict: false })
const put = (dataClass: string, days: number) => api.send('PUT', 'retention', { data: [{ dataClass, days }] })

describe('what is known of a member', () => {
  it('goes in its time, unless whoever it is of is held', async () => {
    const [free, held] = [await server.signUp(), await server.signUp()]
    await api.post('holds', { subjects: [held.did], reason: 'a case' })
    const id = (at: number) => `00000000-0000-7000-8000-${String(900 + at).padStart(12, '0')}`
    for (const [at, { did }] of [free, held].entries()) {
      const one = id(at)
      const seed = (text: string, ...values: unknown[]) => server.sql(text, [did, ...values])
      await seed(
        `INSERT INTO external_identity (id, connection_id, subject, did, issuer, claims, linked_by, linked_at)
         VALUES ($2, $2, 'person', $1, 'https://idp.example', '{}', 'sign-in', now())`,
        one,
      )
      await server.sql(
        `INSERT INTO sso_trace (id, connection_id, at, purpose, outcome, details, subject)
         VALUES ($1, $1, now() - interval '300 days', 'pages', 'done', '{}', 'person')`,
        [one],
      )
      await seed(
        `INSERT INTO scim_event (id, connection_id, at, action, outcome, did)
         VALUES ($2, $2, now() - interval '400 days', 'user.create', 'done', $1)`,
        one,
      )
      await seed(
        `INSERT INTO report (reporter, reason_type, content, state, created_at, resolved_at, forwarding)
         VALUES ($1, 'spam', '{}', 'resolved', now() - interval '5 years', now() - interval '4 years', 'none')`,
      )
      await seed(
        `INSERT INTO terms_acceptance (did, version, accepted_at, ip) VALUES ($1, '1', now() - interval '3 years', '192.0.2.1')`,
      )
      await seed(
        `INSERT INTO admin_role_assignment (id, did, role, granted_at, expires_at)
         VALUES ($2, $1, 'auditor', now() - interval '5 years', now() - interval '3 years')`,
        one,
      )
      await seed(
        `INSERT INTO account_history (did, command, actor, former_state, state, created_at)
         VALUES ($1, 'lock', 'administrator', 'active', 'locked', now() - interval '4 years')`,
      )
      await seed(
        `INSERT INTO account_seen (did, seen_at) VALUES ($1, now() - interval '300 days')
         ON CONFLICT (did) DO UPDATE SET seen_at = excluded.seen_at`,
      )
    }
    await server.sql(
      `INSERT INTO account_history (did, command, actor, former_state, state, created_at)
       VALUES ('did:plc:gone', 'delete', 'administrator', 'active', 'deleted', now() - interval '4 years')`,
    )
    await server.sql(
      `INSERT INTO admin_token (id, name, secret_hash, permissions, ip_allow, created_at, expires_at)
       VALUES ($1, 'over', '\\x01', '[]', '[]', now() - interval '2 years', now() - interval '3 years'),
              ($2, 'good', '\\x02', '[]', '[]', now() - interval '2 years', now() + interval '1 day')`,
      [id(10), id(11)],
    )
    expect((await put('last-visits', 30)).status).toBe(200)
    // How many go is not said here: the run of the hour may have been faster.
    const { json } = await api.post('retention/run', { dryRun: true })
    const planned = (json.steps as { dataClass: string }[]).map(({ dataClass }) => dataClass)
    const classes = [
      ...['directory-events', 'ended-roles', 'ended-tokens', 'history-of-deleted', 'idempotent-answers'],
      ...['last-visits', 'measures', 'settled-reports', 'sso-traces', 'terms-addresses'],
    ]
    expect(planned).toEqual(expect.arrayContaining(classes))
    const { id: run } = (await api.post('retention/run', {})).json
    await eventually(async () => (await api.get(`jobs/${String(run)}`)).json.state === 'done')
    const left = async (text: string) => (await server.sql<{ whose: string }>(text)).map(({ whose }) => whose)
    for (const [table, column] of [
      ['scim_event', 'did'],
      ['report', 'reporter'],
      ['admin_role_assignment', 'did'],
      ['account_seen', 'did'],
    ])
      expect([
        table,
        await left(
          `SELECT ${column} AS whose FROM ${table} WHERE ${column} IN ('${free.did}', '${held.did}')`,
        ),
      ]).toEqual([table, [held.did]])
    expect(await left(`SELECT did AS whose FROM terms_acceptance WHERE ip IS NOT NULL`)).toEqual([held.did])
    expect(await server.sql('SELECT FROM terms_acceptance')).toHaveLength(2)
    expect(await left(`SELECT connection_id::text AS whose FROM sso_trace`)).toEqual([id(1)])
    expect(
      (
        await left(`SELECT did AS whose FROM account_history WHERE created_at < now() - interval '1 year'`)
      ).sort(),
    ).toEqual([free.did, held.did].sort())
    expect(
      await left(`SELECT name AS whose FROM admin_token WHERE id IN ('${id(10)}', '${id(11)}')`),
    ).toEqual(['good'])
  })

  it('is said in exports by every feature that keeps something, without secrets', async () => {
    const { did, handle, email } = await server.signUp()
    const device = '\\x01'
    await server.sql(
      `INSERT INTO external_identity (id, connection_id, subject, did, issuer, email, claims, linked_by, linked_at)
       VALUES ($1, $1, 'person-7', $2, 'https://idp.example', $3, '{"department":"Wool"}', 'sign-in', now())`,
      [SOME_ID, did, email],
    )
    await server.sql(
      `INSERT INTO sso_trace (id, connection_id, at, purpose, outcome, details, subject)
       VALUES ($1, $1, now(), 'sign-in', 'done', '{"trace":"own"}', 'person-7'),
              ($2, $1, now(), 'sign-in', 'done', '{"trace":"of another"}', 'person-8')`,
      [SOME_ID, SOME_ID.replace(/1$/, '2')],
    )
    await server.sql(
      `INSERT INTO terms_acceptance (did, version, accepted_at, locale, ip) VALUES ($1, '2030-1', now(), 'de', '192.0.2.7')`,
      [did],
    )
    await server.sql(
      `INSERT INTO passkey (id, did, name, public_key, counter, transports, synced, created_at)
       VALUES ($1, $2, 'a key on the ring', $3, 0, 'usb', false, now())`,
      [`key of ${handle}`, did, device],
    )
    await server.sql(`INSERT INTO former_handle (handle, did, given_up_at) VALUES ($1, $2, now())`, [
      `former-${handle}`,
      did,
    ])
    const known = await knowledge().of(did as Did)
    expect(known).toMatchObject({
      identities: [{ subject: 'person-7', claims: { department: 'Wool' } }],
      signInTraces: [{ details: { trace: 'own' } }],
      terms: [{ version: '2030-1', ip: '192.0.2.7' }],
      passkeys: [{ name: 'a key on the ring' }],
      formerHandles: [{ handle: `former-${handle}` }],
      recoveryCodes: [{ left: 0 }],
      moves: [],
      reports: [],
    })
    expect(Object.keys(known)).toEqual([...Object.keys(known)].sort())
    expect(known['passkeys']![0]).not.toHaveProperty('public_key')
  })

  it('leaves no table out that says whose its rows are, unless there is a reason', async () => {
    const tables = await server.sql<{ name: string }>(
      `SELECT DISTINCT table_name AS name FROM information_schema.columns
        WHERE table_schema = current_schema()
          AND column_name IN ('did', 'reporter', 'used_by', 'for_account', 'created_by', 'subject')
        ORDER BY 1`,
    )
    const said = knowledge()
      .statements()
      .map(([, text]) => text)
      .join('\n')
    const left = tables.map(({ name }) => name).filter((name) => !new RegExp(`\\b${name}\\b`).test(said))
    expect(left.filter((name) => !(name in NOT_KNOWN))).toEqual([])
    // A reason for what is said, or is not there, is none.
    expect(Object.keys(NOT_KNOWN).filter((name) => !left.includes(name))).toEqual([])
    expect(said).not.toMatch(/hash|secret|wrapped|public_key|id_token/)
  })
})
