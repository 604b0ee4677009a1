import type { Browser, BrowserContext } from 'playwright-core'
import { eventually } from '../support/eventually.js'
import { type Member, WholeServer } from '../support/whole-server.js'
import { describeInChromium, startChromium } from './chromium.js'
import { DashboardVisit } from './dashboard-visit.js'

const START_MAX_MS = 120_000
const TEST_MAX_MS = 120_000

describeInChromium('administrators without a mouse', () => {
  let server: WholeServer
  let browser: Browser
  let context: BrowserContext
  let alice: Member
  beforeAll(async () => {
    server = await WholeServer.start()
    browser = await startChromium()
    alice = await server.signUp({ handle: 'alice.test', email: 'alice@example.com' })
    await server.signUp({ handle: 'bob.test', email: 'bob@example.com' })
  }, START_MAX_MS)
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })
  beforeEach(async () => {
    context = await browser.newContext({ locale: 'en' })
  })
  afterEach(() => context?.close())

  /** Does something to the account that is shown. @param letter that its name in the menu begins with */
  async function order(visit: DashboardVisit, action: string, reason: string): Promise<void> {
    const { keyboard } = visit.page
    await visit.tabTo('Actions')
    await keyboard.press('Enter')
    await visit.page.waitForSelector('[role=menu]')
    await keyboard.type(action)
    await visit.page.waitForSelector(`[role=menuitem][data-highlighted]:has-text("${action}")`)
    await keyboard.press('Enter')
    await visit.page.waitForSelector('[role=dialog] textarea:focus')
    await keyboard.type(reason)
    await visit.tabTo(action)
    await keyboard.press('Enter')
    await visit.page.waitForSelector('[role=dialog]', { state: 'detached' })
    await visit.settled()
  }

  it(
    'find an account, lock it and unlock it, invite somebody, and read of it all in the audit',
    async () => {
      const visit = await DashboardVisit.start(context, server, '/accounts')
      const { page } = visit
      await visit.signIn()
      // The address at the door is where one gets to.
      await page.waitForSelector('h1:has-text("Accounts")')
      await visit.find('ali', 'alice.test')

      await order(visit, 'Lock', 'Lost her telephone')
      await page.waitForSelector('.screen-head .badge:has-text("Locked")')
      expect((await server.signIn(alice.handle)).status).toBe(401)
      await order(visit, 'Unlock', 'Found it')
      await page.waitForSelector('.screen-head .badge:has-text("Active")')
      expect((await server.signIn(alice.handle)).status).toBe(200)

      await visit.find('invites', 'Invites')
      await visit.tabTo('New codes')
      await page.keyboard.press('Enter')
      await page.waitForSelector('[role=dialog] input:focus')
      await page.keyboard.press('Control+a')
      await page.keyboard.type('2')
      await page.keyboard.press('Enter')
      const codes = page.locator('[role=dialog] .codes code')
      await codes.first().waitFor()
      expect(await codes.count()).toBe(2)
      await page.keyboard.press('Escape')

      await visit.find('audit', 'Audit')
      expect(await page.locator('tbody td:first-child').allTextContents()).toEqual(
        expect.arrayContaining(['account.lock', 'account.unlock', 'invite.create']),
      )
      await visit.tabTo('account.lock')
      await page.keyboard.press('Enter')
      await page.waitForSelector('[role=dialog] h2:has-text("account.lock")')
      expect(await page.locator('[role=dialog]').textContent()).toContain('Lost her telephone')
      await page.keyboard.press('Escape')
      expect(visit.faults).toEqual([])
    },
    TEST_MAX_MS,
  )

  it(
    'go through the rows of a table, and back to where they were',
    async () => {
      const visit = await DashboardVisit.start(context, server, '/accounts?sort=handle')
      const { page } = visit
      await visit.signIn()
      await visit.tabTo('alice.test')
      await page.keyboard.press('ArrowDown')
      expect(await page.evaluate('document.activeElement.textContent')).toBe('bob.test')
      await page.keyboard.press('Enter')
      await page.waitForSelector('h1:has-text("bob.test")')
      await page.goBack()
      await page.waitForSelector('h1:has-text("Accounts")')
      expect(new URL(page.url()).search).toBe('?sort=handle')
      await page.keyboard.press('/')
      await page.keyboard.type('bo')
      await page.waitForURL(/q=bo/)
      const shown = page.locator('tbody td:first-child')
      await eventually(async () => String(await shown.allTextContents()) === 'bob.test')
      expect(visit.faults).toEqual([])
    },
    TEST_MAX_MS,
  )

  it(
    'write down whom they delete, and prove once more that it is them',
    async () => {
      const doomed = await server.signUp({ handle: 'doomed.test', email: 'doomed@example.com' })
      const visit = await DashboardVisit.start(context, server, `/accounts/${doomed.did}`)
      const { page } = visit
      await visit.signIn()
      server.clock.advance(11 * 60_000)
      await visit.tabTo('Actions')
      await page.keyboard.press('Enter')
      await page.keyboard.type('Delete')
      await page.waitForSelector('[role=menuitem][data-highlighted]:has-text("Delete for good")')
      await page.keyboard.press('Enter')
      await page.waitForSelector('[role=dialog] textarea:focus')
      await page.keyboard.type('Asked for it')
      const erase = page.locator('[role=dialog] button[type=submit]')
      expect(await erase.isDisabled()).toBe(true)
      await page.keyboard.press('Tab')
      await page.keyboard.type('doomed.test')
      expect(await erase.isDisabled()).toBe(false)
      await page.keyboard.press('Enter')
      await page.waitForSelector('h2:has-text("Confirm that it is you")')
      await page.waitForSelector('input[type=password]:focus')
      await page.keyboard.type('admin-password')
      await page.keyboard.press('Enter')
      await page.waitForSelector('.announcement:has-text("doomed.test is deleted")')
      expect((await server.signIn('doomed.test')).status).toBe(401)
    },
    TEST_MAX_MS,
  )

  it(
    'sign out, and are at the door',
    async () => {
      const visit = await DashboardVisit.start(context, server)
      await visit.signIn()
      await visit.tabTo('Your settings')
      await visit.page.keyboard.press('Enter')
      await visit.page.waitForSelector('[role=menu]')
      await visit.page.keyboard.press('End')
      await visit.page.keyboard.press('Enter')
      await visit.page.waitForSelector('input[type=password]')
      expect((await context.cookies()).filter(({ name }) => name.includes('admin'))).toEqual([])
      expect(await visit.page.evaluate('JSON.stringify([localStorage, sessionStorage])')).not.toContain(
        'password',
      )
    },
    TEST_MAX_MS,
  )
})
