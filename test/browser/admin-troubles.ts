import type { DashboardWorld } from './dashboard-world.js'

const TEST_MAX_MS = 60_000
const TOKENS = '**/admin/v1/tokens?*'

/** What people see when the server, or what lies between, fails. */
export function troubles(world: DashboardWorld): void {
  it(
    'says by what the log knows the request, and tries again',
    () =>
      world.visit(async (visit) => {
        const { page } = visit
        await page.route(TOKENS, (route) =>
          route.fulfill({
            status: 400,
            contentType: 'application/problem+json',
            body: JSON.stringify({
              status: 400,
              code: 'strange',
              detail: 'It is too strange',
              requestId: 'req-1',
            }),
          }),
        )
        await visit.signIn()
        const problem = page.locator('main [role=alert]')
        await problem.waitFor()
        expect(await problem.textContent()).toContain('It is too strange')
        expect(await problem.locator('code').textContent()).toBe('req-1')
        await page.unroute(TOKENS)
        await visit.tabTo('Try again')
        await page.keyboard.press('Enter')
        await page.waitForSelector('main table, main .empty')
      }, '/tokens'),
    TEST_MAX_MS,
  )

  it(
    'keeps what is around a screen that cannot be shown, and says what the server had answered before',
    () =>
      world.visit(async (visit) => {
        const { page } = visit
        await page.route(TOKENS, (route) =>
          route.fulfill({ json: { nothing: 'of the kind' }, headers: { 'x-request-id': 'req-2' } }),
        )
        await visit.signIn()
        await page.waitForSelector('h1:has-text("Something went wrong")')
        expect(await page.locator('main').textContent()).toContain('req-2')
        await page.unroute(TOKENS)
        await visit.find('roles', 'Roles')
        await visit.find('tokens', 'Tokens')
        await page.waitForSelector('main table, main .empty')
      }, '/tokens'),
    TEST_MAX_MS,
  )

  it(
    'says that nobody answers where a screen cannot be had, and goes on once somebody does',
    () =>
      world.visit(async (visit) => {
        const { page } = visit
        await visit.signIn()
        await page.context().setOffline(true)
        await page.evaluate("__TSR_ROUTER__.navigate({ href: '/admin/webhooks' })")
        await page.waitForSelector('main [role=alert]:has-text("The server did not answer")')
        await page.context().setOffline(false)
        await page.getByRole('button', { name: 'Try again' }).click()
        await page.waitForSelector('h1:has-text("Webhooks")')
      }, '/tokens'),
    TEST_MAX_MS,
  )

  it(
    'has help for every screen',
    () =>
      world.visit(async (visit) => {
        const { page } = visit
        await visit.signIn()
        const topics = new Set<string>()
        const places = await page.locator('nav a').allTextContents()
        for (const place of places) {
          await visit.find(place)
          await page.keyboard.press('?')
          topics.add((await page.locator('[role=dialog] .help-topic p').textContent())!)
          await page.keyboard.press('Escape')
          await page.waitForSelector('[role=dialog]', { state: 'detached' })
        }
        expect(topics.size).toBe(places.length)
      }),
    TEST_MAX_MS,
  )
}
