import { SamlIdp } from '../support/saml/saml-idp.js'
import type { DashboardWorld } from './dashboard-world.js'
import type { OrganizationScene } from './organization-scene.js'

const TEST_MAX_MS = 90_000
const ENTITY_ID = 'https://idp.example.net/metadata'

/** What those do who look after how an organization signs in. */
export function organizationTasks(world: DashboardWorld, scene: () => OrganizationScene): void {
  it(
    'connects a provider of SAML, and prepares the change of its certificate',
    () =>
      world.visit(async (visit) => {
        const { page } = visit
        await visit.signIn()
        await page.getByRole('button', { name: 'GoogleIDPMetadata.xml' }).click()
        await page.getByLabel('Name', { exact: true }).fill('Lyceum')
        await page.getByLabel('Metadata (XML)').fill(new SamlIdp(ENTITY_ID).metadata())
        await page.getByRole('status').getByText(ENTITY_ID).waitFor()
        await page.getByRole('button', { name: 'Make a draft' }).click()
        await page.waitForURL(/\/sso\/[0-9a-f-]{36}\?tab=saml$/)
        await page.getByText('Given by an administrator').waitFor()
        await page.getByRole('button', { name: 'Make the next certificate' }).click()
        await page.getByRole('dialog').getByRole('button', { name: 'Make the next certificate' }).click()
        await page.getByRole('button', { name: 'Sign with the next certificate' }).waitFor()
        expect(visit.faults).toEqual([])
      }, '/sso/new'),
    TEST_MAX_MS,
  )

  it(
    'looks what is in the way of moves before it invites anybody, and takes an invitation back',
    () =>
      world.visit(async (visit) => {
        const { page } = visit
        const dialog = page.getByRole('dialog')
        await visit.signIn()
        await page.getByRole('button', { name: 'Invite people to move' }).click()
        await dialog.getByLabel('Accounts', { exact: true }).fill('nobody.invalid ada@example.com')
        await dialog.getByRole('button', { name: 'See what is in the way' }).click()
        await dialog.getByText('No such account is known.').waitFor()
        expect(await visit.lookAt('move-invite')).toEqual([])
        expect(await dialog.getByRole('button', { name: 'Send the invitations' }).isDisabled()).toBe(true)
        await page.keyboard.press('Escape')
        await page.getByRole('button', { name: 'Take back: mover1.old.example' }).click()
        await dialog.getByLabel('Reason', { exact: false }).fill('Changed her mind')
        expect(await visit.lookAt('move-return')).toEqual([])
        await dialog.getByRole('button', { name: 'Take back' }).click()
        await page.getByText('Taken back', { exact: true }).first().waitFor()
        expect(visit.faults).toEqual([])
      }, '/migrations?tab=invited'),
    TEST_MAX_MS,
  )

  it(
    'lets others fill in a connection by a link, and takes it back',
    () =>
      world.visit(async (visit) => {
        const { page } = visit
        const dialog = page.getByRole('dialog')
        await visit.signIn()
        await page.getByRole('button', { name: 'Make a link' }).click()
        await dialog.getByLabel('Name', { exact: true }).fill('Lyceum')
        expect(await visit.lookAt('setup-link-new')).toEqual([])
        await dialog.getByRole('button', { name: 'Make a link' }).click()
        const url = new URL((await dialog.locator('.secret code').textContent()) ?? '')
        expect(await visit.lookAt('setup-link-made')).toEqual([])
        expect((await world.server.request('GET', url.pathname + url.search)).status).toBe(200)
        await page.keyboard.press('Escape')
        await page.getByText('Not opened').waitFor()
        expect(await visit.lookAt('setup-links')).toEqual([])
        await page.getByRole('button', { name: 'Revoke', exact: false }).click()
        await dialog.getByRole('button', { name: 'Revoke' }).click()
        await page.getByText('Revoked', { exact: true }).waitFor()
        expect(visit.faults).toEqual([])
      }, '/sso?tab=setup'),
    TEST_MAX_MS,
  )

  it(
    'gives a directory its token, lets people leave again, and changes what is made of claims',
    () =>
      world.visit(async (visit) => {
        const { page } = visit
        const { oidcId } = scene()
        const dialog = page.getByRole('dialog')
        await visit.signIn()
        await visit.show(`/sso/${oidcId}?tab=directory`)
        await page.getByRole('button', { name: 'New token' }).click()
        await dialog.getByLabel('Name', { exact: true }).fill('by hand')
        await dialog.getByRole('button', { name: 'Make the token' }).click()
        const secret = await dialog.locator('.secret code').textContent()
        const headers = { authorization: `Bearer ${secret}` }
        expect((await world.server.request('GET', '/scim/v2/Users', headers)).status).toBe(200)
        await page.keyboard.press('Escape')
        await page.getByRole('button', { name: 'Let people leave again' }).click()
        await dialog.getByLabel('Reason').fill('They have all retired')
        await dialog.getByRole('button', { name: 'Let people leave again' }).click()
        await page.getByText('Closed: people may leave').waitFor()
        const leavers = await world.ask('GET', `sso/connections/${oidcId}/leavers`)
        expect(leavers.json['stoppedAt']).toBeUndefined()

        await visit.go(`/sso/${oidcId}?tab=traces`)
        await page.getByRole('button', { name: 'Test', exact: true }).last().click()
        await dialog.getByRole('combobox', { name: 'Name' }).click()
        await page.getByRole('option', { name: 'preferred_username' }).click()
        await dialog.getByRole('button', { name: 'Keep these' }).click()
        await dialog.waitFor({ state: 'detached' })
        const { json } = await world.ask('GET', `sso/connections/${oidcId}`)
        expect(json['policy']).toMatchObject({
          mapping: { email: { claim: 'email' }, name: { claim: 'preferred_username' }, groups: 'groups' },
        })
        expect(visit.faults).toEqual([])
      }),
    TEST_MAX_MS,
  )

  it(
    'sets rules for people in forms, tries them, and finds them as they were kept',
    () =>
      world.visit(async (visit) => {
        const { page } = visit
        const { oidcId } = scene()
        await visit.signIn()
        await visit.show(`/sso/${oidcId}?tab=rules`)
        const part = (name: string) => page.getByRole('region', { name })
        const rows = (name: string) => page.getByRole('group', { name, exact: true })
        await part('Who may come in').getByLabel('Groups that are kept out').fill('guests\n\n interns ')
        await part('How people come by').getByLabel('Somebody new').selectOption('approval')
        await rows('Other domains for members of groups').getByRole('button', { name: 'Add one' }).click()
        await rows('Other domains for members of groups').getByLabel('Group', { exact: true }).fill('staff')
        await rows('Other domains for members of groups').getByLabel('Domain', { exact: true }).fill('test')
        await rows('Storage').getByRole('button', { name: 'Add one' }).click()
        await rows('Storage').getByLabel('Group', { exact: true }).fill('film')
        await rows('Storage').getByLabel('Storage (MB)', { exact: true }).fill('1.5')
        await rows('Domains').getByRole('button', { name: 'Add one' }).click()
        await rows('Domains').getByLabel('Domain', { exact: true }).fill('lyceum.example')
        await page.getByLabel('What shows that the provider has asked').selectOption('prompt')
        await page.getByRole('button', { name: 'See who would be affected' }).click()
        await page.getByText(/^Of \d+ people/).waitFor()
        await page.getByRole('button', { name: 'Save', exact: true }).click()
        await page.getByText('The connection was changed.').waitFor()
        const { json } = await world.ask('GET', `sso/connections/${oidcId}`)
        expect(json['policy']).toMatchObject({
          admission: { deniedGroups: ['guests', 'interns'] },
          provisioning: { mode: 'approval', handles: { groupDomains: [{ group: 'staff', domain: 'test' }] } },
          quotas: [{ group: 'film', quotaBytes: 1_500_000 }],
          domains: [
            { domain: 'lyceum.example', of: 'email', enforcement: 'required', appPasswords: 'allow' },
          ],
          stepUp: { freshness: 'prompt' },
        })
        await rows('Storage').getByRole('button', { name: 'Remove number 1' }).click()
        await page.getByRole('button', { name: 'Save', exact: true }).click()
        await rows('Storage').getByRole('button', { name: 'Remove number 1' }).waitFor({ state: 'detached' })
        await page.getByText('The connection was changed.').last().waitFor()
        await page.getByRole('button', { name: 'Edit', exact: true }).click()
        const dialog = page.getByRole('dialog')
        await dialog.getByLabel('Scopes').fill('openid\nemail\ngroups')
        await dialog.getByRole('button', { name: 'Edit' }).click()
        await dialog.waitFor({ state: 'detached' })
        const changed = await world.ask('GET', `sso/connections/${oidcId}`)
        expect(changed.json).toMatchObject({ settings: { scopes: ['openid', 'email', 'groups'] } })
        expect(visit.faults).toEqual([])
      }),
    TEST_MAX_MS,
  )

  it(
    'lets somebody in who has waited',
    () =>
      world.visit(async (visit) => {
        const { page } = visit
        await visit.signIn()
        await page.getByRole('button', { name: 'Let in: Grace Hopper' }).click()
        await page.getByRole('dialog').getByRole('button', { name: 'Let in' }).click()
        await page.getByText('Nobody waits for an account').waitFor()
        expect((await world.ask('GET', 'sso/registrations')).json['data']).toEqual([])
        expect(visit.faults).toEqual([])
      }, '/sso?tab=registrations'),
    TEST_MAX_MS,
  )
}
