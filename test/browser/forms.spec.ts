import type { Browser, Page } from 'playwright-core'
import { describeInChromium, startChromium } from './chromium.js'
import { PAGE_STATES, UNKNOWN_APP } from './page-states.js'
import { Preview } from './preview.js'

const START_MAX_MS = 60_000
const LANGUAGES = ['en', 'de', 'es', 'fr', 'ja', 'pt-BR', 'ar']
const SHAPE = `(({ lang, dir, scrollWidth }) => ({ lang, dir, isTooWide: scrollWidth > innerWidth }))(document.documentElement)`

describeInChromium('the forms of the pages', () => {
  let browser: Browser
  let preview: Preview
  beforeAll(async () => {
    preview = await Preview.start(PAGE_STATES)
    browser = await startChromium()
  }, START_MAX_MS)
  afterAll(async () => {
    await browser?.close()
    await preview?.close()
  })
  beforeEach(() => {
    preview.posted.length = 0
  })

  async function open<T>(
    name: string,
    work: (page: Page) => Promise<T>,
    options: Parameters<Browser['newContext']>[0] = {},
  ): Promise<T> {
    const context = await browser.newContext({ locale: 'en', ...options })
    try {
      const page = await context.newPage()
      await page.goto(`${preview.url}/page/${name}`)
      if (options.javaScriptEnabled !== false) await page.waitForSelector('body[data-alive]')
      return await work(page)
    } finally {
      await context.close()
    }
  }
  const sent = () => preview.posted.map((fields) => [...fields])

  it('are sent without scripts', async () => {
    const still = { javaScriptEnabled: false }
    await open(
      'sign-in',
      async (page) => {
        expect(await page.getByRole('button', { name: 'Show password' }).count()).toBe(0)
        await page.getByLabel('Handle or email address').fill('alice.example.com')
        await page.getByLabel('Password').fill('a good password')
        await page.getByLabel('Stay signed in').check()
        await page.getByRole('button', { name: 'Sign in', exact: true }).click()
        await page.waitForURL('**/reset-done')
      },
      still,
    )
    await open(
      'sign-up',
      async (page) => {
        await page.getByLabel('Handle').fill('carol.example.com')
        await page.getByLabel('Email').fill('carol@example.com')
        await page.getByLabel('Password').fill('a good password')
        await page.getByLabel('Invite').fill('pds-example-com-abcde')
        await page.getByRole('checkbox').check()
        await page.getByRole('button', { name: 'Create account' }).click()
        await page.waitForURL('**/reset-done')
      },
      still,
    )
    expect(sent()).toEqual([
      [
        ['csrf', 'a-csrf-token'],
        ['identifier', 'alice.example.com'],
        ['password', 'a good password'],
        ['remember', 'on'],
        ['decision', 'accept'],
      ],
      [
        ['csrf', 'a-csrf-token'],
        ['handle', 'carol.example.com'],
        ['email', 'carol@example.com'],
        ['password', 'a good password'],
        ['inviteCode', 'pds-example-com-abcde'],
        ['terms', 'on'],
        ['decision', 'accept'],
      ],
    ])
  })

  it('are filled in and sent with the keyboard alone', async () => {
    await open('sign-in', async (page) => {
      await page.keyboard.press('Tab')
      expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to content')
      await page.keyboard.press('Enter')
      await page.keyboard.press('Tab')
      await page.keyboard.type('alice.example.com')
      await page.keyboard.press('Tab')
      await page.keyboard.type('a good password')
      await page.keyboard.press('Enter')
      await page.waitForURL('**/reset-done')
    })
    expect(preview.posted[0]!.get('password')).toBe('a good password')
    expect(preview.posted[0]!.get('decision')).toBe('accept')
  })

  it('let somebody go back without filling anything in', async () => {
    await open('sign-in', async (page) => {
      await page.getByRole('button', { name: 'Cancel' }).click()
      await page.waitForURL('**/reset-done')
    })
    expect(preview.posted[0]!.get('decision')).toBe('deny')
  })

  it('show a password that is asked for, and send it all the same', async () => {
    await open('sign-in', async (page) => {
      const password = page.getByLabel('Password', { exact: true })
      await password.fill('a good password')
      await page.getByRole('button', { name: 'Show password' }).click()
      expect(await password.getAttribute('type')).toBe('text')
      await page.getByRole('button', { name: 'Hide password' }).click()
      expect(await password.getAttribute('type')).toBe('password')
    })
  })

  it('say whether a handle is free, and send it as a whole', async () => {
    await open('sign-up-wrong', async (page) => {
      const handle = page.getByLabel('Handle', { exact: true })
      expect(await handle.inputValue()).toBe('alice')
      await page.getByLabel('Ending of the handle').selectOption('.example.com')
      await handle.fill('Taken')
      await page.getByText('taken.example.com is taken.').waitFor()
      await handle.fill('Alice')
      await page.getByText('alice.example.com is free.').waitFor()
      await page.getByLabel('Password', { exact: true }).fill('a good password')
      await page.getByRole('checkbox').check()
      await page.getByRole('button', { name: 'Create account' }).click()
      await page.waitForURL('**/reset-done')
    })
    expect(preview.posted[0]!.getAll('handle')).toEqual(['alice.example.com'])
  })

  it('leave out a permission that was unticked, and no other', async () => {
    const asked = PAGE_STATES['consent']!
    if (asked.page !== 'consent') throw new Error('not a consent page')
    await open('consent', async (page) => {
      await page.getByRole('checkbox', { name: 'See your email address' }).uncheck()
      await page.getByRole('button', { name: 'Allow', exact: true }).click()
      await page.waitForURL('**/reset-done')
    })
    const scopes = asked.permissions.map(({ scope }) => scope).filter((scope) => scope !== 'account:email')
    expect(preview.posted[0]!.getAll('scope').sort()).toEqual(scopes.sort())
    expect(preview.posted[0]!.get('decision')).toBe('accept')
  })

  it('show exactly what a permission is, with and without scripts', async () => {
    for (const javaScriptEnabled of [true, false]) {
      await open(
        'consent',
        async (page) => {
          const scope = page.getByText('rpc:com.example.calendar.listEvents?aud=')
          expect(await scope.isVisible()).toBe(false)
          await page.locator('.permission', { hasText: 'Keep events' }).getByText('Details').click()
          expect(await scope.isVisible()).toBe(true)
        },
        { javaScriptEnabled },
      )
    }
  })

  it('say which address asks, and nothing that an unknown application says of itself', async () => {
    const still = { javaScriptEnabled: false }
    await open(
      'sign-in',
      async (page) => {
        for (const [name, state] of Object.entries(PAGE_STATES)) {
          if (state.app !== UNKNOWN_APP) continue
          await page.goto(`${preview.url}/page/${name}`)
          const text = (await page.textContent('main'))!
          const pictures = await page.locator('main img').count()
          expect([name, text.includes(UNKNOWN_APP.clientId)]).toEqual([name, true])
          expect([name, text.includes(UNKNOWN_APP.name!), pictures]).toEqual([name, false, 0])
        }
      },
      still,
    )
  })

  it.each(LANGUAGES)('fit on a small phone in %s', async (locale) => {
    const phone = { locale, viewport: { width: 320, height: 640 }, javaScriptEnabled: false }
    await open(
      'sign-in',
      async (page) => {
        for (const name of Object.keys(PAGE_STATES)) {
          await page.goto(`${preview.url}/page/${name}`)
          const shape = await page.evaluate(SHAPE)
          const dir = locale === 'ar' ? 'rtl' : 'ltr'
          expect([name, shape]).toEqual([name, { lang: locale.slice(0, 2), dir, isTooWide: false }])
        }
      },
      phone,
    )
  })
})
