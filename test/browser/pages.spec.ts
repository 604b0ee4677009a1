import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { violationsOn } from './axe.js'
import { describeInChromium, startChromium } from './chromium.js'
import { DESKTOP_SIZE, LOOKS } from './looks.js'
import { PAGE_STATES } from './page-states.js'
import { PORTAL_STATES } from './portal-states.js'
import { Preview } from './preview.js'

const START_MAX_MS = 60_000
const PAGES_MAX_MS = 240_000
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

  /** What is wrong with a page: what axe finds, what the browser complains of, what it loads from elsewhere. */
  async function faultsOf(page: Page, shown: Preview, name: string, picture: string): Promise<unknown[]> {
    const faults: unknown[] = []
    const listen = (message: { type: () => string; text: () => string }) => {
      if (['error', 'warning'].includes(message.type())) faults.push(message.text())
    }
    const watch = (request: { url: () => string }) => {
      if (!request.url().startsWith(shown.url)) faults.push(`loads ${request.url()}`)
    }
    const fail = (error: Error) => void faults.push(error.message)
    page.on('console', listen).on('request', watch).on('pageerror', fail)
    await page.goto(`${shown.url}/page/${name}`, { waitUntil: 'load' })
    await page.waitForSelector('body[data-alive]')
    faults.push(...(await violationsOn(page)))
    if (PICTURES) await page.screenshot({ path: join(PICTURES, `${name}-${picture}.png`), fullPage: true })
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

  for (const [set, states] of Object.entries(SETS)) {
    for (const { screen, viewport, colorScheme } of LOOKS) {
      it(
        `${set} are without fault on a ${screen} in the ${colorScheme} theme`,
        async () => {
          if (PICTURES) await mkdir(PICTURES, { recursive: true })
          await inContext({ viewport, colorScheme }, async (page) => {
            const found: [string, unknown[]][] = []
            for (const name of Object.keys(states))
              found.push([name, await faultsOf(page, preview, name, `${screen}-${colorScheme}`)])
            expect(found.filter(([, faults]) => faults.length > 0)).toEqual([])
          })
        },
        PAGES_MAX_MS,
      )
    }
  }

  it(
    'are without fault from right to left, with a logo and a picture behind them',
    async () => {
      const image = 'https://example.com/image.png'
      const dressed = await Preview.start(ALL, { logoUrl: image, backgroundLightUrl: image })
      try {
        await inContext({ viewport: DESKTOP_SIZE, locale: 'ar' }, async (page) => {
          for (const name of RIGHT_TO_LEFT) {
            expect([name, await faultsOf(page, dressed, name, 'rtl')]).toEqual([name, []])
          }
        })
      } finally {
        await dressed.close()
      }
    },
    PAGES_MAX_MS,
  )
})
