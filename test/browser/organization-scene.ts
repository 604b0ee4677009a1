import { SamlIdp } from '../support/saml/saml-idp.js'
import type { DashboardWorld } from './dashboard-world.js'

const DAY_MS = 86_400_000
const ISSUER = 'https://login.example.com/tenant/v2.0'
const ENTITY_ID = 'https://idp.example.com/idp/shibboleth'

/** What a provider has said in a test. */
const CLAIMS = {
  sub: '00u1a2b3c4',
  email: 'ada@corp.example',
  email_verified: true,
  name: 'Ada Lovelace',
  preferred_username: 'ada',
  locale: 'en',
  realm_access: { roles: ['staff', 'writers'] },
}

/** An organization, as far as its screens show it. */
export interface OrganizationScene {
  /** of OpenID Connect, with a directory that was stopped */
  readonly oidcId: string
  readonly samlId: string
  readonly role: string
  readonly webhookId: string
}

/** Connects an organization: what only its provider or its directory could do is written into the database. */
export async function openOrganization(world: DashboardWorld, did: string): Promise<OrganizationScene> {
  const { server } = world
  const made = async (path: string, body: object) => String((await world.order(path, body))['id'])
  const in30Days = new Date(server.clock.nowMs() + 30 * DAY_MS).toISOString()
  const oidcId = await made('sso/connections', {
    name: 'Example Corp',
    issuer: ISSUER,
    settings: { clientId: 'guildhall' },
  })
  await world.order(`sso/connections/${oidcId}/scim-tokens`, { name: 'Provisioning', expiresAt: in30Days })
  const samlId = await made('sso/connections', { kind: 'saml', name: 'University', issuer: ENTITY_ID })
  const idp = new SamlIdp(ENTITY_ID)
  await world.order(`sso/connections/${samlId}/saml/metadata`, { xml: idp.metadata() })
  await world.order(`sso/connections/${samlId}/saml/certificates`, {})
  const link = { connection: oidcId, subject: CLAIMS.sub, did, reason: 'Showed her card' }
  expect((await world.ask('POST', 'identities', link)).status).toBe(204)
  const exception = { reason: 'Her second factor was stolen', expiresAt: in30Days }
  expect((await world.ask('PUT', `sso/exceptions/${did}`, exception)).status).toBe(204)
  await server.sql(
    `INSERT INTO sso_trace (id, connection_id, at, purpose, outcome, code, details) VALUES
       (gen_random_uuid(), $1::uuid, now(), 'test', 'done', NULL, $2::jsonb),
       (gen_random_uuid(), $1::uuid, now(), 'request', 'failed', 'missing_claim', '{"detail": "No sub"}')`,
    [oidcId, JSON.stringify({ claims: CLAIMS, person: {} })],
  )
  await server.sql(
    `INSERT INTO pending_registration (id, connection_id, subject, claims, status, handle, created_at, expires_at)
     VALUES (gen_random_uuid(), $1::uuid, 'grace', $2::jsonb, 'awaiting', 'grace.test', now(), now() + interval '1 day')`,
    [oidcId, JSON.stringify({ name: 'Grace Hopper', email: 'grace@corp.example' })],
  )
  await server.sql(
    `INSERT INTO scim_event (id, connection_id, at, action, outcome, name, did, detail) VALUES
       (gen_random_uuid(), $1::uuid, now(), 'user.leave', 'done', 'ada@corp.example', $2, NULL),
       (gen_random_uuid(), $1::uuid, now(), 'PATCH /Users/1', 'refused', 'grace@corp.example', NULL, 'Too many leave')`,
    [oidcId, did],
  )
  await server.sql(`INSERT INTO scim_breaker (connection_id, stopped_at) VALUES ($1::uuid, now())`, [oidcId])
  const role = await made('roles', {
    id: 'front-desk',
    name: 'Front desk',
    help: 'Sends codes for new passwords.',
    priority: 30,
    permissions: ['accounts.view', 'accounts.recover'],
  })
  const webhookId = await made('webhooks', {
    url: 'https://hooks.example.com/guildhall',
    events: ['account.created'],
  })
  return { oidcId, samlId, role, webhookId }
}
