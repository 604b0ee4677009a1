import type { BrowserContextOptions } from 'playwright-core'
import { takeOver } from '../support/hostile-operation.js'
import type { DashboardVisit } from './dashboard-visit.js'
import type { DashboardWorld } from './dashboard-world.js'
import { DESKTOP_SIZE } from './looks.js'

const TASK_MAX_MS = 60_000
const PHONE_SIZE = { width: 390, height: 844 }

/** What Owners do to identities, and codes that are passed on. */
export function identityTasks(world: DashboardWorld): void {
  const keysOf = async (did: string) =>
    (await world.ask('GET', `accounts/${did}/identity`)).json['rotationKeys'] as string[]

  it.each([
    ['on a desktop in the light theme', 'light', DESKTOP_SIZE],
    ['on a phone in the dark theme', 'dark', PHONE_SIZE],
  ] as const)(
    'take back a hostile operation %s, after having seen what changes',
    async (_name, colorScheme, viewport) => {
      const { did } = await world.server.signUp()
      const before = await keysOf(did)
      await takeOver(world.server, did)
      const options: BrowserContextOptions = { locale: 'en', colorScheme, viewport }
      await world.visit(
        async (visit) => {
          const { page } = visit
          await visit.signIn()
          await page
            .getByRole('button', { name: /^Take back/ })
            .first()
            .click()
          expect(await seen(visit, `recover-${colorScheme}`)).toEqual([])
          const dialog = page.getByRole('dialog')
          await dialog.getByRole('button', { name: 'Take back' }).click()
          // Not without a reason.
          expect(await keysOf(did)).not.toEqual(before)
          await dialog.getByRole('textbox').fill('taken over')
          await dialog.getByRole('button', { name: 'Take back' }).click()
          await dialog.waitFor({ state: 'detached' })
          expect(await keysOf(did)).toEqual(before)
          await visit.show(`/accounts/${did}?tab=identity`)
          expect(await visit.lookAt(`identity-${colorScheme}`)).toEqual([])
          await page.getByRole('button', { name: 'Rotate keys' }).click()
          expect(await seen(visit, `rotate-${colorScheme}`)).toEqual([])
          expect(await dialog.getByRole('button', { name: 'Rotate keys' }).isDisabled()).toBe(true)
        },
        `/accounts/${did}?tab=plcLog`,
        options,
      )
    },
    TASK_MAX_MS,
  )

  it.each([
    ['light', DESKTOP_SIZE],
    ['dark', PHONE_SIZE],
  ] as const)(
    'pass on codes by their links (%s)',
    async (colorScheme, viewport) => {
      await world.visit(
        async (visit) => {
          const { page } = visit
          await visit.signIn()
          await page.getByRole('button', { name: 'New codes' }).click()
          await page.getByLabel('How many codes').fill('2')
          await page.getByRole('button', { name: 'Make codes' }).click()
          const links = page.getByRole('dialog').getByRole('link')
          await links.first().waitFor()
          expect(await visit.lookAt(`codes-${colorScheme}`)).toEqual([])
          const hrefs = await Promise.all((await links.all()).map((link) => link.getAttribute('href')))
          expect(hrefs).toHaveLength(2)
          await page.goto(hrefs[0]!)
          const code = new URL(hrefs[0]!).searchParams.get('code')
          expect(await page.locator('input[name=inviteCode]').inputValue()).toBe(code)
        },
        '/invites',
        { locale: 'en', colorScheme, viewport },
      )
    },
    TASK_MAX_MS,
  )
}

/** What would change, once that is asked for; and what is wrong with how it is shown. */
async function seen(visit: DashboardVisit, picture: string): Promise<unknown[]> {
  await visit.page.getByRole('button', { name: 'Show what would change' }).click()
  await visit.page
    .getByRole('dialog')
    .getByRole('status')
    .or(visit.page.locator('.panel.fine'))
    .first()
    .waitFor()
  return visit.lookAt(picture)
}
