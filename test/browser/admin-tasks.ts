import type { Page } from 'playwright-core'
import { RelayMonitor } from '../../src/sync/relay-monitor/relay-monitor.js'
import { eventually } from '../support/eventually.js'
import type { Member } from '../support/whole-server.js'
import type { DashboardVisit } from './dashboard-visit.js'
import type { DashboardWorld } from './dashboard-world.js'

const START_MAX_MS = 60_000
const HOUR_MS = 3_600_000
/** More than the least time between two requests to a relay, less than a session in the dashboard may be idle. */
const CRAWLS_APART_MS = 21 * 60_000
const TEST_MAX_MS = 120_000

/** Chooses something from the menu of the account that is shown. */
async function choose(visit: DashboardVisit, action: string): Promise<void> {
  const { page } = visit
  await visit.press('Actions')
  await page.waitForSelector('[role=menu]')
  await page.keyboard.type(action)
  await page.waitForSelector(`[role=menuitem][data-highlighted]:has-text("${action}")`)
  await page.keyboard.press('Enter')
}

/** Says why, in the dialog that has opened, and goes through with it. */
async function confirm(visit: DashboardVisit, action: string, reason: string): Promise<void> {
  const { page } = visit
  await page.waitForSelector('[role=dialog] textarea:focus')
  await page.keyboard.type(reason)
  await visit.press(action)
  await page.waitForSelector('[role=dialog]', { state: 'detached' })
  await visit.settled()
}

/** The first that the dashboard hears of long work is that it has ended. */
function workTakesNoTime(page: Page): Promise<unknown> {
  return page.route(
    '**/admin/v1/jobs/*',
    async (route) => {
      await eventually(async () => {
        const response = await route.fetch()
        if ((await response.json()).state !== 'done') return false
        await route.fulfill({ response })
        return true
      }, 'the work is done')
    },
    { times: 1 },
  )
}

/** The main tasks of those who administer, without a mouse. */
export function tasksByKeyboard(world: DashboardWorld): void {
  let alice: Member
  let bob: Member
  beforeAll(async () => {
    alice = await world.server.signUp({ handle: 'alice.test', email: 'alice@example.com' })
    bob = await world.server.signUp({ handle: 'bob.test', email: 'bob@example.com' })
  }, START_MAX_MS)

  it(
    'find an account, lock it and unlock it',
    () =>
      world.visit(async (visit) => {
        const { page } = visit
        await visit.signIn()
        // The address at the door is where one gets to.
        await page.waitForSelector('h1:has-text("Accounts")')
        await visit.find('ali', 'alice.test')
        await choose(visit, 'Lock')
        await confirm(visit, 'Lock', 'Lost her telephone')
        await page.waitForSelector('.screen-head .badge:has-text("Locked")')
        expect((await world.server.signIn(alice.handle)).status).toBe(401)
        // What can be done to the account that is open is found by its name as well.
        await visit.command('Unlock')
        await confirm(visit, 'Unlock', 'Found it')
        await page.waitForSelector('.screen-head .badge:has-text("Active")')
        expect((await world.server.signIn(alice.handle)).status).toBe(200)
        expect(new URL(page.url()).search).toBe('')
        expect(visit.faults).toEqual([])
      }, '/accounts'),
    TEST_MAX_MS,
  )

  it(
    'invite somebody',
    () =>
      world.visit(async (visit) => {
        const { page } = visit
        await visit.signIn()
        await visit.find('invites', 'Invites')
        await visit.press('New codes')
        await page.waitForSelector('[role=dialog] input:focus')
        await page.keyboard.press('Control+a')
        await page.keyboard.type('2')
        await page.keyboard.press('Enter')
        const codes = page.locator('[role=dialog] .codes code')
        await codes.first().waitFor()
        expect(await codes.count()).toBe(2)
        expect(visit.faults).toEqual([])
      }),
    TEST_MAX_MS,
  )

  it(
    'give a role, and take it away',
    () =>
      world.visit(async (visit) => {
        const { page } = visit
        await visit.signIn()
        await visit.find('roles', 'Roles')
        await visit.press('Give a role')
        await visit.tabTo('Member')
        await page.keyboard.type('bob')
        await page.waitForSelector('[role=option]:has-text("bob.test")')
        await page.keyboard.press('ArrowDown')
        await page.keyboard.press('Enter')
        await visit.press('Role')
        await page.waitForSelector('[role=listbox]')
        await page.keyboard.type('Moder')
        await page.waitForSelector('[role=option][data-highlighted]:has-text("Moderator")')
        await page.keyboard.press('Enter')
        await visit.press('Give a role')
        await page.waitForSelector('.announcement:has-text("The role was given.")')
        const roles = async () => {
          const { json } = await world.ask('GET', `role-assignments?filter[did]=${bob.did}`)
          return (json['data'] as { role: string }[]).map(({ role }) => role)
        }
        expect(await roles()).toEqual(['moderator'])
        await visit.press('Take the role away: bob.test')
        await page.waitForSelector('[role=dialog]')
        await visit.press('Take the role away')
        await page.waitForSelector('.announcement:has-text("The role was taken away.")')
        expect(await roles()).toEqual([])
        expect(visit.faults).toEqual([])
      }),
    TEST_MAX_MS,
  )

  it(
    'make a token',
    () =>
      world.visit(async (visit) => {
        const { page } = visit
        await visit.signIn()
        await visit.find('tokens', 'Tokens')
        await visit.press('New token')
        await page.waitForSelector('[role=dialog] input:focus')
        await page.keyboard.type('by keys')
        await visit.tabTo(/^accounts\.view /)
        await page.keyboard.press('Space')
        await visit.press('Make the token')
        const secret = await page.locator('[role=dialog] .secret code').textContent()
        const headers = { authorization: `Bearer ${secret}` }
        expect((await world.server.request('GET', '/admin/v1/accounts', headers)).status).toBe(200)
        expect((await world.server.request('GET', '/admin/v1/audit', headers)).status).toBe(403)
        await page.keyboard.press('Escape')
        await visit.press('Revoke by keys')
        await page.waitForSelector('[role=dialog]')
        await visit.press('Revoke')
        await page.waitForSelector('.announcement:has-text("The token is revoked.")')
        expect((await world.server.request('GET', '/admin/v1/accounts', headers)).status).toBe(401)
        expect(visit.faults).toEqual([])
      }),
    TEST_MAX_MS,
  )

  it(
    'see what relays withhold, and request a crawl',
    () =>
      world.visit(async (visit) => {
        const { page } = visit
        world.server.clock.advance(HOUR_MS)
        await visit.signIn()
        world.relay.throttled.add(bob.did)
        world.relay.seq = Number.MAX_SAFE_INTEGER
        world.relay.hostStatus = 'throttled'
        await world.server.app.get(RelayMonitor, { strict: false }).run()
        await visit.find('relays', 'Firehose and relays')
        await page.waitForSelector('.lines li:has-text("Throttled"):has-text("Ask whoever runs it")')
        await page.waitForSelector(`section[aria-labelledby=withheld] a:has-text("${bob.handle}")`)
        world.relay.throttled.clear()
        world.relay.seq = undefined
        world.relay.hostStatus = 'active'
        // A relay is asked once in a while only, and was a moment ago if anything had been announced before.
        world.server.clock.advance(CRAWLS_APART_MS)
        const asked = world.relay.asked.length
        await visit.press('Request a crawl')
        await page.waitForSelector('[role=dialog]')
        await visit.press('Request a crawl')
        await page.waitForSelector('.announcement:has-text("The relays will be asked.")')
        await world.relay.untilAsked(asked + 1)
        expect(visit.faults).toEqual([])
      }),
    TEST_MAX_MS,
  )

  it(
    'read the audit of it all',
    () =>
      world.visit(async (visit) => {
        const { page } = visit
        await visit.signIn()
        await visit.find('audit', 'Audit')
        // Looks are entries as well: the first ones would not be on a page of the usual size.
        await visit.show('/audit?size=200')
        expect(await page.locator('tbody td:first-child').allTextContents()).toEqual(
          expect.arrayContaining([
            'account.lock',
            'account.unlock',
            'invite.create',
            'role.assign',
            'role.revoke',
            'token.create',
            'token.revoke',
            'crawlers.request',
          ]),
        )
        await visit.show('/audit?action=account.lock')
        await visit.press('account.lock')
        await page.waitForSelector('[role=dialog] h2:has-text("account.lock")')
        expect(await page.locator('[role=dialog]').textContent()).toContain('Lost her telephone')
        await page.keyboard.press('Escape')
        // Where the focus comes back to, when all of the dialog is gone.
        await page.waitForSelector('tbody :focus')
        await workTakesNoTime(page)
        await visit.press('Verify the chain')
        await page.waitForSelector('.chain-check .sound')
        expect(visit.faults).toEqual([])
      }),
    TEST_MAX_MS,
  )

  it(
    'go through the rows of a table, and back to where they were',
    () =>
      world.visit(async (visit) => {
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
      }, '/accounts?sort=handle'),
    TEST_MAX_MS,
  )

  it(
    'keep a view of a list, and drop it',
    () =>
      world.visit(async (visit) => {
        const { page } = visit
        await visit.signIn()
        await visit.press('Keep this view')
        await page.waitForSelector('[role=dialog] input:focus')
        await page.keyboard.type('Refused by keys')
        await page.keyboard.press('Enter')
        await page.waitForSelector('.views [aria-pressed=true]:has-text("Refused by keys")')
        await visit.show('/audit')
        await visit.press('Refused by keys')
        await page.waitForURL(/outcome=denied/)
        await visit.press('Remove the view Refused by keys')
        await page.waitForSelector('.views :text("Refused by keys")', { state: 'detached' })
        expect(visit.faults).toEqual([])
      }, '/audit?outcome=denied&action=token.create'),
    TEST_MAX_MS,
  )

  it(
    'write down whom they delete, and prove once more that it is them',
    async () => {
      const doomed = await world.server.signUp({ handle: 'doomed.test', email: 'doomed@example.com' })
      await world.visit(async (visit) => {
        const { page } = visit
        await visit.signIn()
        world.server.clock.advance(11 * 60_000)
        await choose(visit, 'Delete for good')
        await page.waitForSelector('[role=dialog] textarea:focus')
        await page.keyboard.type('Asked for it')
        const erase = page.locator('[role=dialog] button[type=submit]')
        expect(await erase.isDisabled()).toBe(true)
        await visit.tabTo(/doomed\.test/)
        await page.keyboard.type('doomed.test')
        expect(await erase.isDisabled()).toBe(false)
        await page.keyboard.press('Enter')
        await page.waitForSelector('h2:has-text("Confirm that it is you")')
        await page.waitForSelector('input[type=password]:focus')
        await page.keyboard.type('admin-password')
        await page.keyboard.press('Enter')
        await page.waitForSelector('.announcement:has-text("doomed.test is deleted")')
        expect((await world.server.signIn('doomed.test')).status).toBe(401)
      }, `/accounts/${doomed.did}`)
    },
    TEST_MAX_MS,
  )

  it(
    'sign out, and are at the door',
    () =>
      world.visit(async (visit) => {
        const { page } = visit
        await visit.signIn()
        await visit.press('Your settings')
        await page.waitForSelector('[role=menu]')
        await page.keyboard.press('End')
        await page.keyboard.press('Enter')
        await page.waitForSelector('input[type=password]')
        const cookies = await page.context().cookies()
        expect(cookies.filter(({ name }) => name.includes('admin'))).toEqual([])
        expect(await page.evaluate('JSON.stringify([localStorage, sessionStorage])')).not.toContain(
          'password',
        )
      }),
    TEST_MAX_MS,
  )
}
