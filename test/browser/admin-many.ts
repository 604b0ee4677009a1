import type { Page } from 'playwright-core'
import { eventually } from '../support/eventually.js'
import type { DashboardWorld } from './dashboard-world.js'
import { DESKTOP_SIZE } from './looks.js'

const ACCOUNTS = Number(process.env.DASHBOARD_ACCOUNTS ?? 20_000)
const SEED_MAX_MS = 120_000
const TEST_MAX_MS = 180_000
/** How often each thing is done. */
const ROUNDS = Number(process.env.DASHBOARD_ROUNDS ?? 3)
/** The dashboard waits for this long before it looks for what is being typed: list/search-field.tsx. */
const PAUSE_MS = 250

const SEED = `
  INSERT INTO account (did, handle, email, created_at, status, email_confirmed_at)
  SELECT 'did:plc:' || substr(translate(md5(n::text), '0189', 'abcd'), 1, 24),
         'user' || n || CASE n % 20 WHEN 0 THEN '.press.test' ELSE '.test' END,
         'mail' || n || '@example.com',
         timestamptz '2025-01-01' + n * interval '1 minute',
         CASE WHEN n % 100 = 0 THEN 'takendown' WHEN n % 10 = 0 THEN 'deactivated' ELSE 'active' END,
         CASE WHEN n % 3 = 0 THEN now() END
    FROM generate_series(1, $1::int4) AS n`

/** From the next key until other rows than now are painted (ms). */
const UNTIL_OTHER_ROWS = `(async () => {
  const rows = () => document.querySelector('tbody')?.textContent
  const frame = () => new Promise(requestAnimationFrame)
  // A message that is sent before a frame is painted comes right after it; the next frame would be 16 ms late.
  const painted = () =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = resolve
      port2.postMessage(undefined)
    })
  const before = rows()
  let began
  addEventListener('keydown', ({ timeStamp }) => (began = timeStamp), { capture: true })
  window.isWatched = true
  while (began === undefined || rows() === before || document.querySelector('main [aria-busy=true]')) await frame()
  await painted()
  return performance.now() - began
})()`

/** From keys and clicks to what is painted then (ms), as the browser measures it, of all so far. */
const WATCH_EVENTS = `
  window.interactions = []
  new PerformanceObserver((list) => interactions.push(...list.getEntries().map(({ duration }) => duration)))
    .observe({ type: 'event', durationThreshold: 16 })`

/** How long requests for pages of accounts took (ms). */
const REQUESTS = `performance.getEntriesByType('resource')
  .filter(({ name }) => name.includes('/accounts?') && name.includes('count=false'))
  .map(({ duration }) => duration)`

/** Whom each round searches for: another one each time, who is there, at `.test`. */
const soughtIn = (round: number) => `user${1 + (((round + 1) * 3_340) % (ACCOUNTS - 20))}`

const p95 = (times: readonly number[]) =>
  [...times].sort((one, other) => one - other)[Math.ceil(times.length * 0.95) - 1]!

async function timesOf(page: Page, act: (round: number) => Promise<void>): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const time = page.evaluate<number>(UNTIL_OTHER_ROWS)
    await page.waitForFunction('window.isWatched')
    await act(round)
    times.push(await time)
    await page.evaluate('delete window.isWatched')
  }
  return times
}

/** Pages, order, search and scrolling in a long list. How long each takes is printed; no time is a fault. */
export function manyAccounts(world: DashboardWorld): void {
  beforeAll(async () => {
    await world.server.sql(SEED, [ACCOUNTS])
    await world.server.sql('VACUUM ANALYZE account')
  }, SEED_MAX_MS)

  it(
    'goes through pages, orders, searches and scrolls',
    () =>
      world.visit(
        async (visit) => {
          const { page } = visit
          const { keyboard } = page
          const measured: Record<string, number> = {}
          await visit.signIn()
          const count = page.locator('.pager [role=status]')
          await eventually(
            async () => Number((await count.textContent())!.replaceAll(/\D/g, '')) >= ACCOUNTS,
            'the number',
          )
          await page.evaluate(WATCH_EVENTS)

          await page.getByRole('button', { name: 'Next', exact: true }).focus()
          measured['another page'] = p95(await timesOf(page, () => keyboard.press('Enter')))
          const orders = page.getByRole('columnheader', { name: 'Handle' }).getByRole('button')
          await orders.focus()
          measured['another order'] = p95(await timesOf(page, () => keyboard.press('Enter')))

          await keyboard.press('/')
          const search = await timesOf(page, async (round) => {
            await keyboard.press('Control+a')
            // A key that is none of text begins the measurement anew with the last letter.
            await keyboard.type(soughtIn(round))
          })
          measured[`another search, without its pause of ${PAUSE_MS} ms`] = p95(search) - PAUSE_MS
          const found = page.locator('tbody td:first-child')
          expect(await found.allTextContents()).toEqual(
            expect.arrayContaining([`${soughtIn(ROUNDS - 1)}.test`]),
          )

          measured['a key until it is painted (event timing)'] = p95(
            (await page.evaluate<number[]>('interactions')).concat(0),
          )
          measured['a request for a page, of all that'] = p95(await page.evaluate<number[]>(REQUESTS))

          await visit.show('/accounts?size=200')
          measured['a frame while 200 rows scroll'] = await framesWhileScrolling(page)
          for (const [what, ms] of Object.entries(measured))
            expect([what, ms]).toEqual([what, expect.any(Number)])
          console.info(
            `${ACCOUNTS} accounts in Chromium that optimizes no scripts, p95: ${Object.entries(measured)
              .map(([what, ms]) => `${what} ${ms.toFixed(0)} ms`)
              .join('; ')}`,
          )
          expect(visit.faults).toEqual([])
        },
        '/accounts',
        { locale: 'en', viewport: DESKTOP_SIZE },
      ),
    TEST_MAX_MS,
  )
}

/** From frame to frame while a list goes by (ms), p95. */
async function framesWhileScrolling(page: Page): Promise<number> {
  const frames = page.evaluate<number[]>(`(async () => {
    const frame = () => new Promise(requestAnimationFrame)
    const times = []
    let last = await frame()
    while (scrollY + innerHeight < document.documentElement.scrollHeight - 1) {
      scrollBy(0, 120)
      const now = await frame()
      times.push(now - last)
      last = now
    }
    return times
  })()`)
  const times = await frames
  expect(times.length).toBeGreaterThan(10)
  return p95(times)
}
