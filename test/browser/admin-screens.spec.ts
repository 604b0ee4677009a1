import { mkdir } from 'node:fs/promises'
import { com } from '@guildhall/lexicon'
import type { Browser } from 'playwright-core'
import { admin, bearer, type Member, WholeServer } from '../support/whole-server.js'
import { describeInChromium, startChromium } from './chromium.js'
import { DashboardVisit } from './dashboard-visit.js'
import { DESKTOP_SIZE, LOOKS } from './looks.js'

const START_MAX_MS = 120_000
const SCREENS_MAX_MS = 400_000

describeInChromium('the screens of the dashboard', () => {
  let server: WholeServer
  let browser: Browser
  let member: Member
  beforeAll(async () => {
    if (process.env.PAGE_PICTURES) await mkdir(process.env.PAGE_PICTURES, { recursive: true })
    server = await WholeServer.start()
    browser = await startChromium()
    member = await server.signUp()
    const other = await server.signUp()
    await order(`accounts/${member.did}/lock`, { reason: 'Lost her telephone' })
    await order('invites', { count: 2, uses: 3 })
    await order('role-assignments', { did: other.did, role: 'moderator' })
    await order('tokens', { name: 'onboarding', permissions: ['accounts.view'], expiresAt: tomorrow() })
    const report = {
      reasonType: 'com.atproto.moderation.defs#reasonSpam',
      reason: 'Sells things',
      subject: { $type: 'com.atproto.admin.defs#repoRef', did: member.did },
    }
    await server.post(com.atproto.moderation.createReport.nsid, report, bearer(other.accessJwt))
  }, START_MAX_MS)
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  const tomorrow = () => new Date(server.clock.nowMs() + 86_400_000).toISOString()

  async function order(path: string, body: object): Promise<void> {
    const headers = { ...admin, 'content-type': 'application/json' }
    const { status } = await server.request('POST', `/admin/v1/${path}`, headers, JSON.stringify(body))
    expect([path, status < 300]).toEqual([path, true])
  }

  /** Every screen, and each part of an account. */
  const screens = (): Record<string, string> => ({
    overview: '/',
    accounts: '/accounts',
    'accounts-none': '/accounts?q=nobody-is-called-that',
    invites: '/invites',
    moderation: '/moderation',
    relays: '/relays',
    jobs: '/jobs',
    settings: '/settings',
    domains: '/domains',
    organization: '/organization',
    audit: '/audit',
    roles: '/roles',
    tokens: '/tokens',
    lost: '/nowhere',
    ...Object.fromEntries(
      ['', 'sessions', 'appPasswords', 'invites', 'history', 'repository', 'identity', 'audit'].map((tab) => [
        `account-${tab || 'overview'}`,
        `/accounts/${member.did}${tab && `?tab=${tab}`}`,
      ]),
    ),
  })

  for (const { screen, viewport, colorScheme } of LOOKS) {
    it(
      `are without fault on a ${screen} in the ${colorScheme} theme`,
      async () => {
        const context = await browser.newContext({ locale: 'en', viewport, colorScheme })
        const visit = await DashboardVisit.start(context, server)
        const picture = (name: string) => `${name}-${screen}-${colorScheme}`
        expect(await visit.lookAt(picture('door'))).toEqual([])
        await visit.signIn()
        for (const [name, path] of Object.entries(screens())) {
          await visit.show(path)
          expect([name, await visit.lookAt(picture(name))]).toEqual([name, []])
        }
        await context.close()
      },
      SCREENS_MAX_MS,
    )
  }

  it(
    'are without fault in German, written from right to left, and with what opens over them',
    async () => {
      const context = await browser.newContext({ locale: 'de', viewport: DESKTOP_SIZE })
      const visit = await DashboardVisit.start(context, server, `/accounts/${member.did}`)
      const { page } = visit
      await visit.signIn()
      // None of its languages is yet; its style sheet is for those as well.
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
      await page.keyboard.press('?')
      await page.getByRole('dialog').waitFor()
      expect(await visit.lookAt('help')).toEqual([])
      await context.close()
    },
    SCREENS_MAX_MS,
  )
})
