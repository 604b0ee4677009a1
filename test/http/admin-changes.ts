import { getQueueToken } from '@nestjs/bullmq'
import type { Queue } from 'bullmq'
import type { AdminApi } from '../support/admin-api.js'
import { AnsweringServer } from '../support/answering-server.js'
import { BlobMember } from '../support/blob-member.js'
import { eventually } from '../support/eventually.js'
import { takeOver } from '../support/hostile-operation.js'
import { SamlIdp } from '../support/saml/saml-idp.js'
import type { Member, WholeServer } from '../support/whole-server.js'
import { credentialChanges } from './admin-credential-changes.js'
import { identityChanges } from './admin-identity-changes.js'
import { moderationChanges } from './admin-moderation-changes.js'
import { moveChanges } from './admin-move-changes.js'
import type { Preparation, Prepared } from './prepared.js'

let server: WholeServer
let api: AdminApi
let mails: Queue
let count = 0
const owners: string[] = []

/** Says which server is to be changed. */
export function prepareFor(target: WholeServer, by: AdminApi): void {
  server = target
  api = by
  mails = server.app.get<Queue>(getQueueToken('mail'), { strict: false })
}

/** A second Owner would have a say in what the others do. Providers have said what they are. */
export async function tidyUp(): Promise<void> {
  for (const site of sites.splice(0)) await site.close()
  for (const id of owners.splice(0)) await server.sql('DELETE FROM admin_role_assignment WHERE id = $1', [id])
}

const on = async (verb: string, body: object = {}, member?: Member): Promise<Prepared> => {
  const { did } = member ?? (await server.signUp())
  return { path: `accounts/${did}/${verb}`, body }
}
const after = async (first: string, verb: string): Promise<Prepared> => {
  const member = await server.signUp()
  expect((await api.post(`accounts/${member.did}/${first}`, {})).status).toBe(200)
  return on(verb, {}, member)
}
const token = async (verb: string): Promise<Prepared> => {
  const expiresAt = new Date(server.clock.nowMs() + 86_400_000).toISOString()
  const made = await api.post('tokens', { name: 'a', permissions: ['accounts.view'], expiresAt })
  return { path: `tokens/${String(made.json.id)}/${verb}`, body: {} }
}
/** The address of somebody who is no member. */
const guest = () => `guest${++count}@example.com`
/** Long work in a state, that no node does: no kind of work is called like that. */
const longJob = async (state: string): Promise<string> => {
  const id = `00000000-0000-7000-8000-${String(++count).padStart(12, '0')}`
  await server.sql(
    `INSERT INTO long_job (id, kind, state, input, unit, created_at) VALUES ($1, 'none', $2, '{}', 'steps', now())`,
    [id, state],
  )
  return id
}
const domain = async (): Promise<string> => {
  const made = await api.post('domains', { domain: `domain${++count}-example.net` })
  return String(made.json.domain)
}
/** Something that a member waits for, as seen by an Owner who can decide on it. */
const waiting = async (verb: string): Promise<Prepared> => {
  const [subject, owner] = [await server.signUp(), await server.signUp()]
  owners.push(String((await api.assign(owner.did, 'owner')).json.id))
  const [approval] = await server.sql<{ id: string }>(
    `INSERT INTO admin_approval (id, action, target_type, target_id, payload, requested_by, requester,
                                 requested_at, expires_at, state)
     VALUES (gen_random_uuid(), 'account.delete', 'account', $1, '{}', 'did:plc:asker', '{}', now(),
             now() + interval '1 day', 'pending') RETURNING id`,
    [subject.did],
  )
  return { path: `approvals/${approval!.id}/${verb}`, body: {}, as: await api.signedIn(owner.did) }
}
/** Waits for the long work that others have asked for, which changes things when its time comes. */
export async function workDone(): Promise<void> {
  const undone = `SELECT FROM long_job WHERE kind <> 'none' AND state IN ('waiting', 'active')`
  await eventually(async () => (await server.sql(undone)).length === 0)
}
/** A hold, whose archive was made. */
const held = async (): Promise<string> => {
  const { did } = await server.signUp()
  const placed = await api.post('holds', { subjects: [did], reason: 'why' })
  await workDone()
  return (placed.json.data as [{ id: string }])[0].id
}
const shape = (id: string) => ({ id, name: 'A desk', priority: 10, permissions: ['accounts.lock'] })
const customRole = async (): Promise<string> =>
  String((await api.post('roles', shape(`role-${++count}`))).json.id)
const blob = async (verb: string): Promise<Prepared> => {
  const author = new BlobMember(server, await server.signUp())
  const { ref } = await author.blob(Buffer.from(`file ${++count}`))
  return { path: `accounts/${author.member.did}/blobs/${ref.$link}/${verb}`, body: {} }
}
/** Something for the identity of somebody. */
const repair = async (verb: string): Promise<Prepared> => {
  const { did } = await server.signUp()
  return { path: `plc/${did}/${verb}`, body: { reason: 'as it should be' } }
}
/** A webhook that nothing is sent to. */
const webhook = async (rest = ''): Promise<Prepared> => {
  const made = await api.post('webhooks', NEW_WEBHOOK)
  return { path: `webhooks/${String(made.json.id)}${rest}` }
}
const NEW_WEBHOOK = { url: 'http://localhost:9/', events: ['plc.nullified'] }
/** A connection, and what is done to it. */
const connection = async (verb: string, body: object = {}): Promise<Prepared> => {
  const settings = { clientId: 'pds' }
  const made = await api.post('sso/connections', { name: 'Corp', issuer: 'http://localhost:9', settings })
  return { path: `sso/connections/${String(made.json.id)}${verb}`, body }
}
/** A connection of SAML, whose provider publishes its metadata, and what is done to it. */
const saml = async (verb: string, body: object = {}): Promise<Prepared> => {
  const site = await AnsweringServer.start((_request, response) => response.end(samlIdp.metadata()))
  sites.push(site)
  const settings = { metadataUrl: site.url }
  const wanted = { name: 'Corp', kind: 'saml', issuer: samlIdp.entityId, settings }
  const made = await api.post('sso/connections', wanted)
  return { path: `sso/connections/${String(made.json.id)}/saml/${verb}`, body }
}
const samlIdp = new SamlIdp('http://localhost:9/entity')
const sites: AnsweringServer[] = []
const directoryToken = () => ({
  name: 'a',
  expiresAt: new Date(server.clock.nowMs() + 86_400_000).toISOString(),
})
/** A token of a directory, and what is done to it. */
const scimToken = async (verb: string): Promise<Prepared> => {
  const { path, body } = await connection('/scim-tokens', directoryToken())
  const made = await api.post(path, body as object)
  return { path: `${path}/${String(made.json.id)}/${verb}`, body: {} }
}
const setupLink = () => ({
  path: 'sso/setup-links',
  body: {
    connectionDraft: { name: 'Partner', kind: 'oidc' },
    expiresAt: new Date(server.clock.nowMs() + 86_400_000).toISOString(),
  },
})
/** Somebody who waits for an account, and what is decided. */
const registration = async (verb: string): Promise<Prepared> => {
  const id = `00000000-0000-7000-8000-${String(++count).padStart(12, '0')}`
  await server.sql(
    `INSERT INTO pending_registration (id, connection_id, subject, claims, status, created_at, expires_at)
     VALUES ($1, $1, 'somebody', '{}', 'awaiting', now(), now() + interval '1 day')`,
    [id],
  )
  return { path: `sso/registrations/${id}/${verb}`, body: {} }
}
const exception = async (did: string): Promise<Prepared> => ({
  path: `sso/exceptions/${did}`,
  body: { reason: 'why', expiresAt: new Date(server.clock.nowMs() + 86_400_000).toISOString() },
})

/** How each operation that changes something is asked for with success. */
export const PREPARED: Readonly<Record<string, Preparation>> = {
  signOut: () => Promise.resolve({ path: 'me/sign-out' }),
  createAccount: async () => ({
    path: 'accounts',
    body: { handle: `made${++count}.test`, email: `made${count}@example.com` },
  }),
  updateAccount: async () => ({
    path: `accounts/${(await server.signUp()).did}`,
    body: { email: `changed${++count}@example.com` },
  }),
  updateAccountClass: () => on('class', { class: 'team' }),
  updateAccountNote: () => on('note', { note: 'Rings on Mondays.' }),
  updateAccountTags: () => on('tags', { tags: ['press'] }),
  updateAccountQuota: () => on('quota', { quotaBytes: 1_000 }),
  lockAccount: () => on('lock', { reason: 'why' }),
  unlockAccount: () => after('lock', 'unlock'),
  offboardAccount: () => on('offboard', { days: 10 }),
  cancelOffboarding: () => after('offboard', 'cancel-offboard'),
  suspendAccount: () => on('suspend'),
  unsuspendAccount: () => after('suspend', 'unsuspend'),
  takeDownAccount: () => on('takedown'),
  restoreAccount: () => after('takedown', 'restore'),
  activateAccount: () => after('deactivate', 'activate'),
  deactivateAccount: () => on('deactivate'),
  deleteAccount: () => on('delete'),
  changeSigningKey: async () => {
    const { did } = await server.signUp()
    const { json } = await server.post('com.atproto.server.reserveSigningKey', { did })
    return { path: `accounts/${did}/signing-key`, body: { signingKey: json.signingKey } }
  },
  ...moderationChanges(() => server),
  takeDownBlob: () => blob('takedown'),
  restoreBlob: () => blob('restore'),
  placeHolds: async () => ({
    path: 'holds',
    body: { subjects: [(await server.signUp()).did], reason: 'why' },
  }),
  releaseHold: async () => {
    return { path: `holds/${await held()}/release`, body: {} }
  },
  createExport: async () => ({
    path: 'exports',
    body: { did: (await server.signUp()).did, include: ['account'] },
  }),
  archiveHold: async () => {
    return { path: `holds/${await held()}/archive` }
  },
  importAccounts: async () => ({
    path: 'bulk/accounts',
    body: `handle,email\nbulk${++count}.test,bulk${count}@example.com\n`,
  }),
  orderMany: async () => ({
    path: 'bulk/orders',
    body: { verb: 'lock', dids: [(await server.signUp()).did] },
  }),
  approve: () => waiting('approve'),
  deny: () => waiting('deny'),
  sendPasswordReset: () => on('reset-password-link'),
  resendWelcome: () => on('resend-welcome'),
  resendVerification: () => on('resend-verification'),
  sendAccountEmail: () => on('send-email', { subject: 'Hello', html: '<p>Hello</p>' }),
  ...credentialChanges(() => server),
  createInvites: async () => ({ path: 'invites', body: { count: 2 } }),
  revokeInvite: async () => {
    const made = await api.post('invites', {})
    const [{ codes }] = made.json.data as [{ codes: string[] }]
    return { path: `invites/${codes[0]!}/revoke` }
  },
  sendInvites: () => Promise.resolve({ path: 'invites/send', body: { emails: [guest()] } }),
  resendInvite: async () => {
    const made = await api.post('invites/send', { emails: [guest()] })
    const [{ code }] = made.json.data as [{ code: string }]
    return { path: `invites/${code}/resend` }
  },
  assignRole: async () => ({
    path: 'role-assignments',
    body: { did: (await server.signUp()).did, role: 'auditor' },
  }),
  createRole: async () => ({ path: 'roles', body: shape(`role-${++count}`) }),
  updateRole: async () => ({ path: `roles/${await customRole()}`, body: { permissions: ['accounts.view'] } }),
  deleteRole: async () => ({ path: `roles/${await customRole()}` }),
  revokeRole: async () => {
    const made = await api.assign((await server.signUp()).did, 'auditor')
    return { path: `role-assignments/${String(made.json.id)}` }
  },
  createToken: async () => ({
    path: 'tokens',
    body: {
      name: 'a token',
      permissions: ['accounts.view'],
      expiresAt: new Date(server.clock.nowMs() + 86_400_000).toISOString(),
    },
  }),
  rotateToken: () => token('rotate'),
  revokeToken: () => token('revoke'),
  createScimToken: () => connection('/scim-tokens', directoryToken()),
  rotateScimToken: () => scimToken('rotate'),
  revokeScimToken: () => scimToken('revoke'),
  resumeLeavers: () => connection('/resume-leavers', { passes: 1 }),
  createConnection: async () => ({
    path: 'sso/connections',
    body: {
      name: 'Corp',
      issuer: 'https://login.example.com',
      settings: { clientId: 'pds' },
      secret: 'secret',
    },
  }),
  createSetupLink: async () => setupLink(),
  revokeSetupLink: async () => {
    const { path, body } = setupLink()
    return { path: `${path}/${String((await api.post(path, body)).json.id)}/revoke` }
  },
  updateConnection: () => connection('', { name: 'Other' }),
  enableConnection: () => connection('/enable'),
  disableConnection: () => connection('/disable'),
  rotateConnectionSecret: () => connection('/rotate-secret', { secret: 'another' }),
  testConnection: () => connection('/test'),
  previewPolicy: () => connection('/policy/preview', { policy: {} }),
  checkConnection: () => connection('/health'),
  putSamlMetadata: () => saml('metadata', { xml: samlIdp.metadata() }),
  refreshSamlMetadata: () => saml('metadata/refresh'),
  addSamlCertificate: () => saml('certificates'),
  useSamlCertificate: async () => {
    const { path } = await saml('certificates')
    expect((await api.post(path, {})).status).toBe(204)
    return { path: `${path}/use`, body: {} }
  },
  removeConnection: async () => ({ path: (await connection('')).path }),
  approveRegistration: () => registration('approve'),
  denyRegistration: () => registration('deny'),
  ...identityChanges(() => server, connection),
  grantException: async () => exception((await server.signUp()).did),
  revokeException: async () => {
    const wanted = await exception((await server.signUp()).did)
    expect((await api.send('PUT', wanted.path, wanted.body)).status).toBe(204)
    return { path: wanted.path }
  },
  ...moveChanges(() => server),
  requestCrawlOf: async () => ({ path: 'crawlers/localhost:9/request-crawl' }),
  requestCrawl: async () => ({ path: 'crawlers/request-crawl' }),
  putReasons: async () => ({
    path: 'reasons',
    body: { data: [{ name: `Case ${++count}`, text: 'Because.' }] },
  }),
  updateSettingGroup: async () => ({ path: 'settings/mails', body: { values: {} } }),
  createDomain: async () => ({ path: 'domains', body: { domain: `domain${++count}-example.net` } }),
  verifyDomain: async () => ({ path: `domains/${await domain()}/verify` }),
  updateHandlePolicy: async () => ({
    path: `domains/${await domain()}/handle-policy`,
    body: { lengthMax: 30 },
  }),
  createTermsVersion: () =>
    Promise.resolve({
      path: 'terms-versions',
      body: { termsOfServiceUrl: `https://example.org/terms/${++count}`, asksAgain: false },
    }),
  updateDomainTerms: () =>
    Promise.resolve({
      path: 'domains/test/terms',
      body: { termsOfServiceUrl: `https://example.org/terms/${++count}` },
    }),
  updateDomainEnforcement: async () => ({
    path: 'domains/corp.example/enforcement',
    body: {
      connection: (await connection('')).path.split('/').at(-1)!,
      of: 'email',
      enforcement: 'preferred',
    },
  }),
  deleteDomain: async () => ({ path: `domains/${await domain()}` }),
  updateReservedNames: async () => ({ path: 'handles/reserved', body: { add: ['chair'], remove: [] } }),
  releaseHandle: async () => {
    const { did, handle } = await server.signUp()
    await api.send('PATCH', `accounts/${did}`, { handle: `renamed${++count}.test` })
    return { path: `handles/former/${handle}` }
  },
  previewHandles: async () => ({
    path: 'handles/preview',
    body: { template: 'a{{ n }}', claims: [{ n: 1 }] },
  }),
  updateBranding: async () => ({ path: 'branding', body: { footer: `Footer ${++count}` } }),
  updateDomainBranding: async () => ({ path: 'branding/test', body: { serviceName: `Test ${++count}` } }),
  rollBackBranding: async () => {
    await api.send('PUT', 'branding', {})
    return { path: 'branding/rollback', body: { version: 1 } }
  },
  uploadBrandAsset: async () => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${++count} 1"/>`
    return { path: 'branding/assets', body: { file: Buffer.from(svg).toString('base64') } }
  },
  testMail: async () => ({ path: 'mail/test', body: { to: 'somebody@example.com' } }),
  cancelJob: async () => {
    const job = await mails.add('mail', { sealed: 'nothing' }, { delay: 1_000_000 })
    return { path: `queues/mail/jobs/${job.id!}/cancel` }
  },
  createWebhook: () => Promise.resolve({ path: 'webhooks', body: NEW_WEBHOOK }),
  updateWebhook: async () => ({ ...(await webhook()), body: { enabled: false } }),
  deleteWebhook: () => webhook(),
  rotateWebhookSecret: async () => ({ ...(await webhook('/rotate-secret')), body: {} }),
  testWebhook: () => webhook('/test'),
  redeliverWebhook: async () => {
    const { path } = await webhook()
    const { json } = await api.post(`${path}/test`)
    await server.sql(`UPDATE webhook_delivery SET state = 'dead' WHERE id = $1`, [json.id])
    return { path: `${path}/deliveries/${String(json.id)}/redeliver` }
  },
  redeliverDead: async () => {
    const { path } = await webhook()
    const { json } = await api.post(`${path}/test`)
    await server.sql(`UPDATE webhook_delivery SET state = 'dead', ended_at = now() WHERE id = $1`, [json.id])
    return { path: `${path}/redeliver`, body: { since: '2020-01-01T00:00:00Z' } }
  },
  putRetention: async () => ({
    path: 'retention',
    body: { data: [{ dataClass: 'jobs', days: 10 + ++count }] },
  }),
  verifyWholeAudit: () => Promise.resolve({ path: 'audit/verify' }),
  runRetention: () => Promise.resolve({ path: 'retention/run', body: {} }),
  createBackup: () => Promise.resolve({ path: 'backups' }),
  verifyBackup: () => Promise.resolve({ path: 'backups/verify' }),
  retryPlcOperations: () => Promise.resolve({ path: 'plc/operations/retry' }),
  rotatePlcKeys: () => repair('rotate-keys'),
  changePlcEndpoints: async () => ({ path: 'plc/change-endpoint', body: { dryRun: true } }),
  changePlcEndpoint: () => repair('change-endpoint'),
  recoverPlcIdentity: async () => {
    const { did } = await server.signUp()
    const { cid: operation } = await takeOver(server, did)
    return { path: `plc/${did}/recover`, body: { operation, reason: 'taken over' } }
  },
  cancelLongJob: async () => ({ path: `jobs/${await longJob('waiting')}/cancel` }),
  retryLongJob: async () => ({ path: `jobs/${await longJob('cancelled')}/retry` }),
  retryJob: async () => {
    const job = await mails.add('mail', { sealed: 'nothing' }, { attempts: 1 })
    await eventually(() => job.isFailed())
    return { path: `queues/mail/jobs/${job.id!}/retry` }
  },
}
