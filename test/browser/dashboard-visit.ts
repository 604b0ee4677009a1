import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { ADMIN_PASSWORD, type WholeServer } from '../support/whole-server.js'
import { violationsOn } from './axe.js'

/** Where pictures of all screens go, for people to look at. */
const PICTURES = process.env.PAGE_PICTURES

/** Nobody goes through more than this by Tab to get somewhere. */
const TABS_MAX = 80

/** The name of what has the focus. */
const FOCUSED = `(({ activeElement: at }) =>
  at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent.trim() ?? at.textContent.trim())(document)`

/** Somebody who administers, in a browser. */
export class DashboardVisit {
  /** what the browser complained of, and what was loaded from elsewhere */
  readonly faults: string[] = []

  private constructor(
    readonly page: Page,
    private readonly url: string,
  ) {
    page.on('pageerror', (error) => this.faults.push(error.message))
    page.on('console', (message) => {
      // That nobody is signed in yet, the browser writes down by itself.
      const isDoor = message.text().includes('401')
      if (['error', 'warning'].includes(message.type()) && !isDoor) this.faults.push(message.text())
    })
    page.on('request', (request) => {
      if (!request.url().startsWith(url)) this.faults.push(`loads ${request.url()}`)
    })
  }

  /** Opens the door. */
  static async start(context: BrowserContext, { url }: WholeServer, path = ''): Promise<DashboardVisit> {
    const visit = new DashboardVisit(await context.newPage(), url)
    await visit.page.goto(`${url}/admin${path}`)
    await visit.page.waitForSelector('input[type=password]')
    return visit
  }

  /** Goes through the door. */
  async signIn(): Promise<void> {
    await this.page.keyboard.type(ADMIN_PASSWORD)
    await this.page.keyboard.press('Enter')
    await this.page.waitForSelector('.shell').catch((error: unknown) => {
      throw new Error(`nobody is let in: ${this.faults.join('; ')}`, { cause: error })
    })
    await this.settled()
  }

  /** Goes to a screen by its address. */
  async show(path: string): Promise<void> {
    await this.page.goto(`${this.url}/admin${path}`)
    await this.settled()
  }

  /** Goes to a screen as links do: the application is not loaded again. */
  async go(path: string): Promise<void> {
    await this.page.evaluate(`__TSR_ROUTER__.navigate({ href: ${JSON.stringify(`/admin${path}`)} })`)
    await this.settled()
  }

  /** Until nothing is on its way. */
  async settled(): Promise<void> {
    await this.page.waitForSelector('h1')
    await this.page.waitForSelector('[aria-busy="true"], .bone', { state: 'detached' })
  }

  /** Finds something by its name, and goes there, by keys alone. */
  async find(typed: string, name = typed): Promise<void> {
    await this.command(typed, name)
    await this.page.waitForSelector(`h1:has-text("${name}")`)
    await this.settled()
  }

  /** Finds something by its name, and takes it, by keys alone. */
  async command(typed: string, name = typed): Promise<void> {
    await this.page.keyboard.press('Control+k')
    // A dialog that has just closed gives the focus back when it is gone.
    await this.page.waitForSelector('[role=combobox][aria-controls]:focus')
    await this.page.keyboard.type(typed)
    await this.page.waitForSelector(`[role=option][aria-selected=true]:has-text("${name}")`)
    await this.page.keyboard.press('Enter')
  }

  /** Goes on by Tab until something of this name has the focus. */
  async tabTo(name: string | RegExp): Promise<void> {
    const isIt = (focused: string) => (typeof name === 'string' ? focused === name : name.test(focused))
    for (let count = 0; count < TABS_MAX; count++) {
      await this.page.keyboard.press('Tab')
      if (isIt(await this.page.evaluate<string>(FOCUSED))) return
    }
    throw new Error(`by Tab one does not get to "${name}"`)
  }

  /** Goes on by Tab to something, and presses it. */
  async press(name: string | RegExp): Promise<void> {
    await this.tabTo(name)
    await this.page.keyboard.press('Enter')
  }

  /** What is wrong with what is shown. @param name of the picture that is taken of it, if pictures are wanted @param except rules of axe */
  async lookAt(name: string, except: readonly string[] = []): Promise<unknown[]> {
    const violations = await violationsOn(this.page, except)
    await this.picture(name)
    return [...violations, ...this.faults.splice(0)]
  }

  /** Takes a picture of what is shown, if pictures are wanted. */
  async picture(name: string): Promise<void> {
    if (PICTURES) await this.page.screenshot({ path: join(PICTURES, `admin-${name}.png`) })
  }
}
