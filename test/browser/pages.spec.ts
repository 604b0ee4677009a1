import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { violationsOn } from './axe.js'
import { describeInChromium, startChromium } from './chromium.js'
import { type Look, LOOKS } from './looks.js'
import { PAGE_STATES } from './page-states.js'
import { PORTAL_STATES } from './portal-states.js'
import { Preview } from './preview.js'

const START_MAX_MS = 60_000
const PAGES_MAX_MS = 480_000
/** Where pictures of all pages go, for people to look at. */
const PICTURES = process.env.PAGE_PICTURES

/** Pages are looked at with those they belong to. */
const SETS = {
  'of the authorization server': PAGE_STATES,
  'of the account portal': PORTAL_STATES,
} as const

const ALL = { ...PAGE_STATES, ...PORTAL_STATES }

/** One of each kind. */
const RIGHT_TO_LEFT = [
  'sign-in',
  'consent',
  'sign-up-wrong',
  'choose-account',
  'move-under-way',
  'account-overview-attention',
  'account-apps',
  'account-devices',
  'account-handle-domain',
  'account-data-much',
]

describeInChromium('the pages', () => {
  let browser: Browser
  let preview: Preview
  beforeAll(async () => {
    preview = await Preview.start(ALL)
    browser = await startChromium()
  }, START_MAX_MS)
  afterAll(async () => {
    await browser?.close()
    await preview?.close()
  })

  /**
   * What is wrong with a page: what axe finds in each look, what the browser complains of, what it loads from elsewhere.
   * It is loaded once: what is shown in another look is the same page.
   */
  async function faultsOf(
    page: Page,
    shown: Preview,
    name: string,
    looks: readonly (Look & { readonly picture: string })[],
  ): Promise<unknown[]> {
    const faults: unknown[] = []
    const listen = (message: { type: () => string; text: () => string }) => {
      if (['error', 'warning'].includes(message.type())) faults.push(message.text())
    }
    const watch = (request: { url: () => string }) => {
      if (!request.url().startsWith(shown.url)) faults.push(`loads ${request.url()}`)
    }
    const fail = (error: Error) => void faults.push(error.message)
    page.on('console', listen).on('request', watch).on('pageerror', fail)
    for (const [at, { viewport, colorScheme, picture }] of looks.entries()) {
      await page.setViewportSize(viewport)
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      if (at === 0) {
        await page.goto(`${shown.url}/page/${name}`, { waitUntil: 'load' })
        await page.waitForSelector('body[data-alive]')
      }
      const found = await violationsOn(page)
      if (found.length > 0) faults.push({ picture, found })
      if (PICTURES) await page.screenshot({ path: join(PICTURES, `${name}-${picture}.png`), fullPage: true })
    }
    page.off('console', listen).off('request', watch).off('pageerror', fail)
    return faults
  }

  async function inContext<T>(
    options: Parameters<Browser['newContext']>[0],
    work: (page: Page, context: BrowserContext) => Promise<T>,
  ): Promise<T> {
    const context = await browser.newContext({ locale: 'en', ...options })
    try {
      return await work(await context.newPage(), context)
    } finally {
      await context.close()
    }
  }

  it.each(Object.entries(SETS))(
    '%s are without fault, whatever they are looked at with',
    async (_set, states) => {
      if (PICTURES) await mkdir(PICTURES, { recursive: true })
      const looks = LOOKS.map((look) => ({ ...look, picture: `${look.screen}-${look.colorScheme}` }))
      await inContext({}, async (page) => {
        const found: [string, unknown[]][] = []
        for (const name of Object.keys(states)) found.push([name, await faultsOf(page, preview, name, looks)])
        expect(found.filter(([, faults]) => faults.length > 0)).toEqual([])
      })
    },
    PAGES_MAX_MS,
  )

  it(
    'are without fault from right to left, with a logo and a picture behind them',
    async () => {
      const image = 'https://example.com/image.png'
      const looks = [{ ...LOOKS[0]!, picture: 'rtl' }]
      const dressed = await Preview.start(ALL, { logoUrl: image, backgroundLightUrl: image })
      try {
        await inContext({ locale: 'ar' }, async (page) => {
          for (const name of RIGHT_TO_LEFT) {
            expect([name, await faultsOf(page, dressed, name, looks)]).toEqual([name, []])
          }
        })
      } finally {
        await dressed.close()
      }
    },
    PAGES_MAX_MS,
  )
})
