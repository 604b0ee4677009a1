import type { DashboardWorld } from './dashboard-world.js'

const TEST_MAX_MS = 60_000
const DOMAIN = 'crew-example.net'

/** What those do who look after the service, and after many at a time, without a mouse. */
export function serviceTasksByKeyboard(world: DashboardWorld): void {
  it(
    'add a domain',
    () =>
      world.visit(async (visit) => {
        const { page } = visit
        await visit.signIn()
        await visit.find('domains', 'Domains and handles')
        await visit.press('Add a domain')
        await page.waitForSelector('[role=dialog] input:focus')
        await page.keyboard.type(DOMAIN)
        await page.keyboard.press('Enter')
        const card = page.getByRole('region', { name: DOMAIN })
        await card.waitFor()
        const [, name, value] = await card.locator('.record code').allTextContents()
        world.dns.set(name!, value!)
        // That of the first domain stands before it.
        for (const _domain of ['.test', DOMAIN]) await visit.tabTo('Check now')
        expect(await card.locator('button:focus').count()).toBe(1)
        await page.keyboard.press('Enter')
        await card.getByText('In use', { exact: true }).waitFor()
        const { json } = await world.server.get('com.atproto.server.describeServer')
        expect(json['availableUserDomains']).toContain(`.${DOMAIN}`)
        expect(visit.faults).toEqual([])
      }),
    TEST_MAX_MS,
  )

  it(
    're-brand',
    () =>
      world.visit(async (visit) => {
        const { page } = visit
        await visit.signIn()
        await visit.find('organization', 'Organization')
        await visit.tabTo('Name')
        await page.keyboard.press('Control+a')
        await page.keyboard.type('The Weavers')
        await visit.tabTo('Main colour')
        await page.keyboard.press('Control+a')
        await page.keyboard.type('#7a1f5c')
        await visit.press('Publish')
        await page.waitForSelector('.announcement:has-text("The new looks are in use.")')
        const signIn = await world.server.request('GET', '/account/sign-in')
        expect(signIn.bytes.toString()).toContain('The Weavers')
        expect(visit.faults).toEqual([])
      }),
    TEST_MAX_MS,
  )

  it(
    'put a role together',
    () =>
      world.visit(async (visit) => {
        const { page } = visit
        await visit.signIn()
        await visit.press('New role')
        await page.waitForSelector('h1:has-text("New role")')
        await page.waitForSelector('input:focus')
        await page.keyboard.type('Night Desk')
        await visit.tabTo(/^Send members a code/)
        await page.keyboard.press('Space')
        await visit.press('Make the role')
        await page.waitForSelector('.announcement:has-text("The role Night Desk is there.")')
        expect((await world.ask('GET', 'roles/night-desk')).json).toMatchObject({
          name: 'Night Desk',
          permissions: ['accounts.recover'],
        })
        expect(visit.faults).toEqual([])
      }, '/roles'),
    TEST_MAX_MS,
  )

  it(
    'lock all that they have chosen, after having seen what would happen',
    async () => {
      for (const name of ['weft', 'warp'])
        await world.server.signUp({ handle: `${name}.test`, email: `${name}@example.com` })
      await world.visit(async (visit) => {
        const { page } = visit
        await visit.signIn()
        await visit.tabTo('Select warp.test')
        await page.keyboard.press('Space')
        await page.keyboard.press('Shift+ArrowDown')
        await page.waitForSelector('.selection-bar strong:has-text("2 selected")')
        // The bar stands before the table.
        await page.keyboard.press('/')
        await visit.press('Do to all of them')
        await page.waitForSelector('[role=menu]')
        await page.keyboard.type('Lock')
        await page.waitForSelector('[role=menuitem][data-highlighted]:has-text("Lock")')
        await page.keyboard.press('Enter')
        await page.waitForSelector('[role=dialog] textarea:focus')
        await page.keyboard.type('The loom is closed')
        await visit.press('Try it')
        await page.waitForSelector('button:enabled:has-text("Do it to 2 accounts")')
        const states = async () => {
          const { json } = await world.ask('GET', 'accounts?q=w&filter[state]=locked&count=only')
          return json['count']
        }
        const before = Number(await states())
        await visit.press('Do it to 2 accounts')
        await page.waitForURL(/\/admin\/bulk\/[0-9a-f-]{36}$/)
        await page.waitForSelector('button:has-text("Result file")')
        expect(Number(await states())).toBe(before + 2)
        expect(visit.faults).toEqual([])
      }, '/accounts?sort=handle&q=w')
    },
    TEST_MAX_MS,
  )

  it(
    'let somebody leave, and stay after all',
    async () => {
      const leaver = await world.server.signUp({ handle: 'leaver.test', email: 'leaver@example.com' })
      await world.visit(async (visit) => {
        const { page } = visit
        await visit.signIn()
        await visit.command('Offboard')
        await page.waitForSelector('[role=dialog] input:focus')
        await page.keyboard.press('Control+a')
        await page.keyboard.type('14')
        await visit.tabTo('Reason')
        await page.keyboard.type('Retires')
        await visit.press('Offboard')
        await page.waitForSelector('.screen-head .badge:has-text("Leaving")')
        const { json } = await world.ask('GET', 'accounts?filter[state]=offboarding')
        expect(json['data']).toMatchObject([{ did: leaver.did, offboardUntil: expect.any(String) }])
        await visit.command('Cancel the offboarding')
        await page.waitForSelector('[role=dialog] textarea:focus')
        await page.keyboard.type('Stays a year')
        await visit.press('Cancel the offboarding')
        await page.waitForSelector('.screen-head .badge:has-text("Active")')
        expect((await world.server.signIn(leaver.handle)).status).toBe(200)
        expect(visit.faults).toEqual([])
      }, `/accounts/${leaver.did}`)
    },
    TEST_MAX_MS,
  )
}
