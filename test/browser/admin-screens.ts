import { com } from '@guildhall/lexicon'
import { bearer, type Member } from '../support/whole-server.js'
import type { DashboardWorld } from './dashboard-world.js'
import { DESKTOP_SIZE, LOOKS, IS_TOO_WIDE } from './looks.js'
import { openOrganization, type OrganizationScene } from './organization-scene.js'
import { organizationTasks } from './organization-tasks.js'

const START_MAX_MS = 60_000
const SCREENS_MAX_MS = 400_000
const DAY_MS = 86_400_000
const ACCOUNT_TABS = [
  '',
  'sessions',
  'apps',
  'appPasswords',
  'factors',
  'invites',
  'history',
  'repository',
  'identity',
  'files',
  'plcLog',
  'relays',
  'reports',
  'holds',
  'audit',
]

/** One screen of each kind; all of them with `PAGE_LOOKS=all`. */
const FROM_THE_RIGHT = new Set([
  ...['overview', 'accounts', 'invites', 'bulk-job', 'jobs', 'settings', 'organization', 'audit', 'role'],
  ...['sso-new', 'sso-directory', 'sso-saml', 'webhook', 'account-overview', 'account-files'],
])
const isLookedAtFromTheRight = (name: string) => process.env.PAGE_LOOKS === 'all' || FROM_THE_RIGHT.has(name)

/** Every screen in every look: axe finds nothing, nothing is too wide, and there are pictures for people to look at. */
export function everyScreen(world: DashboardWorld): void {
  let member: Member
  let bulkId: string
  let organization: OrganizationScene
  beforeAll(async () => {
    const { server } = world
    member = await server.signUp()
    const other = await server.signUp()
    await server.post(com.atproto.server.createAppPassword.nsid, { name: 'Reader' }, bearer(member.accessJwt))
    await world.order(`accounts/${member.did}/lock`, { reason: 'Lost her telephone' })
    await hasCredentials(world, member)
    await world.order('terms-versions', { text: 'Be kind.', asksAgain: false })
    await world.order('invites', { count: 2, uses: 3, emailPattern: '*@example.org', accountClass: 'team' })
    await world.order('invites/send', { emails: ['guest@example.org'], handleDomain: 'test' })
    await world.order('role-assignments', { did: other.did, role: 'moderator' })
    await world.order('holds', { subjects: [other.did], reason: 'Inquiry 12' })
    const bulk = { verb: 'lock', dids: [member.did], reason: 'Left', dryRun: true }
    bulkId = String((await world.order('bulk/orders', bulk))['id'])
    const expiresAt = new Date(server.clock.nowMs() + DAY_MS).toISOString()
    await world.order('tokens', { name: 'onboarding', permissions: ['accounts.view'], expiresAt })
    const report = {
      reasonType: 'com.atproto.moderation.defs#reasonSpam',
      reason: 'Sells things',
      subject: { $type: 'com.atproto.admin.defs#repoRef', did: member.did },
    }
    await server.post(com.atproto.moderation.createReport.nsid, report, bearer(other.accessJwt))
    await world.order(`accounts/${other.did}/offboard`, { reason: 'Retires', days: 60 })
    await server.sql(
      `INSERT INTO guided_move (id, did, origin, old_handle, new_handle, language, invite_code, token_hash, state, wish,
                                created_at, expires_at, changed_at)
       SELECT ('00000000-0000-7000-8000-00000000000' || n)::uuid, 'did:plc:mover' || n, 'https://old.example',
              'mover' || n || '.old.example', 'mover' || n || '.test', 'en', 'none', decode(md5(n::text), 'hex'),
              state, wish, now(), now() + interval '1 day', now()
         FROM (VALUES (1, 'invited', NULL), (2, 'waiting', 'code'), (3, 'failed', NULL), (4, 'done', NULL)) AS moves (n, state, wish)`,
    )
    organization = await openOrganization(world, member.did)
  }, START_MAX_MS)

  /** Every screen, and each part of an account. */
  const screens = (): Record<string, string> => ({
    overview: '/',
    terms: '/terms',
    accounts: '/accounts',
    'accounts-none': '/accounts?q=nobody-is-called-that',
    'accounts-leaving': '/accounts?state=offboarding',
    invites: '/invites',
    migrations: '/migrations',
    'migrations-import': '/migrations/import',
    'migrations-none': '/migrations?direction=in',
    'migrations-invited': '/migrations?tab=invited',
    'migrations-invited-none': '/migrations?tab=invited&state=expired',
    moderation: '/moderation',
    relays: '/relays',
    bulk: '/bulk',
    'bulk-import': '/bulk/import',
    'bulk-job': `/bulk/${bulkId}`,
    approvals: '/approvals',
    holds: '/holds',
    jobs: '/jobs',
    queues: '/jobs?tab=queues',
    housekeeping: '/jobs?tab=housekeeping',
    'overview-calls': '/?group=calls',
    'overview-process': '/?group=process&range=hour',
    job: `/jobs/${bulkId}`,
    settings: '/settings',
    domains: '/domains',
    organization: '/organization',
    audit: '/audit',
    roles: '/roles',
    'roles-new': '/roles/new',
    role: `/roles/${organization.role}`,
    sso: '/sso',
    'sso-setup': '/sso?tab=setup',
    'sso-registrations': '/sso?tab=registrations',
    'sso-exceptions': '/sso?tab=exceptions',
    'sso-new': '/sso/new',
    'sso-oidc': `/sso/${organization.oidcId}`,
    'sso-rules': `/sso/${organization.oidcId}?tab=rules`,
    'sso-directory': `/sso/${organization.oidcId}?tab=directory`,
    'sso-people': `/sso/${organization.oidcId}?tab=people`,
    'sso-traces': `/sso/${organization.oidcId}?tab=traces`,
    'sso-saml': `/sso/${organization.samlId}?tab=saml`,
    exports: '/exports',
    backups: '/backups',
    doctor: '/doctor',
    webhooks: '/webhooks',
    webhook: `/webhooks/${organization.webhookId}`,
    retention: '/retention',
    tokens: '/tokens',
    lost: '/nowhere',
    ...Object.fromEntries(
      ACCOUNT_TABS.map((tab) => [
        `account-${tab || 'overview'}`,
        `/accounts/${member.did}${tab && `?tab=${tab}`}`,
      ]),
    ),
  })

  for (const { screen, viewport, colorScheme } of LOOKS) {
    it(
      `is without fault on a ${screen} in the ${colorScheme} theme`,
      () =>
        world.visit(
          async (visit) => {
            const picture = (name: string) => `${name}-${screen}-${colorScheme}`
            expect(await visit.lookAt(picture('door'))).toEqual([])
            await visit.signIn()
            for (const [name, path] of Object.entries(screens())) {
              await visit.go(path)
              expect([name, await visit.lookAt(picture(name))]).toEqual([name, []])
              expect([name, await visit.page.evaluate(IS_TOO_WIDE)]).toEqual([name, false])
            }
          },
          '',
          { locale: 'en', viewport, colorScheme },
        ),
      SCREENS_MAX_MS,
    )
  }

  it(
    'stays within its window in German, written from right to left',
    () =>
      world.visit(
        async (visit) => {
          await visit.signIn()
          for (const [name, path] of Object.entries(screens())) {
            if (!isLookedAtFromTheRight(name)) continue
            await visit.go(path)
            // None of its languages is yet; its style sheet is for those as well.
            await visit.page.evaluate("document.documentElement.dir = 'rtl'")
            await visit.picture(`rtl-${name}`)
            expect([name, await visit.page.evaluate(IS_TOO_WIDE)]).toEqual([name, false])
          }
          expect(visit.faults).toEqual([])
        },
        '',
        { locale: 'de', viewport: DESKTOP_SIZE },
      ),
    SCREENS_MAX_MS,
  )

  it(
    'is without fault with what opens over it',
    () =>
      world.visit(
        async (visit) => {
          const { page } = visit
          await visit.signIn()
          await page.evaluate("document.documentElement.dir = 'rtl'")
          expect(await visit.lookAt('rtl')).toEqual([])
          await page.getByRole('button', { name: 'Aktionen' }).click()
          // A menu belongs to its button, and lies in no landmark.
          expect(await visit.lookAt('menu', ['region'])).toEqual([])
          await page.getByRole('menuitem', { name: 'Endgültig löschen' }).click()
          await page.getByRole('dialog').waitFor()
          expect(await visit.lookAt('dialog')).toEqual([])
          await page.keyboard.press('Escape')
          await page.keyboard.press('Control+k')
          await page.getByRole('combobox').waitFor()
          expect(await visit.lookAt('palette')).toEqual([])
          await page.keyboard.press('Escape')
          await page.getByRole('dialog').waitFor({ state: 'detached' })
          await page.keyboard.press('?')
          await page.getByRole('dialog').waitFor()
          expect(await visit.lookAt('help')).toEqual([])
          await visit.show(`/accounts/${member.did}?do=offboard`)
          await page.getByRole('dialog').waitFor()
          expect(await visit.lookAt('offboard')).toEqual([])
          await visit.show('/accounts')
          await page.getByLabel('Alle auf dieser Seite auswählen').check()
          expect(await visit.lookAt('selection')).toEqual([])
          await page.getByRole('button', { name: 'Mit allen tun' }).click()
          await page.getByRole('menuitem', { name: 'Sperren', exact: true }).click()
          await page.getByRole('dialog').waitFor()
          expect(await visit.lookAt('bulk-order')).toEqual([])
          await visit.show('/moderation')
          await page.getByRole('button', { name: 'Spam' }).first().click()
          await page.getByRole('radio', { name: 'Das ganze Konto entfernen' }).check()
          expect(await visit.lookAt('report')).toEqual([])
          await visit.show(`/sso/${organization.oidcId}?tab=traces`)
          await page.getByRole('button', { name: 'Test', exact: true }).click()
          await page.getByRole('dialog').waitFor()
          expect(await visit.lookAt('claims')).toEqual([])
        },
        `/accounts/${member.did}`,
        { locale: 'de', viewport: DESKTOP_SIZE },
      ),
    SCREENS_MAX_MS,
  )

  // They change what is shown.
  organizationTasks(world, () => organization)
}

/** Gives a member a passkey, and an application that acts for them. */
async function hasCredentials({ server }: DashboardWorld, { did }: Member): Promise<void> {
  await server.sql(
    `INSERT INTO passkey (id, did, name, public_key, counter, transports, synced, created_at)
     VALUES ('key', $1, 'Telephone', '', 0, '', true, now())`,
    [did],
  )
  await server.sql(
    `INSERT INTO oauth_session (id, did, client_id, device_id, scope, dpop_thumbprint, client_auth,
                                created_at, used_at, expires_at)
     VALUES ('app', $1, 'http://localhost', '', 'atproto transition:generic', 'none', '{"method":"none"}',
             now(), now(), now() + interval '1 day')`,
    [did],
  )
}
