import type { DashboardWorld } from './dashboard-world.js'
import { LOOKS, IS_TOO_WIDE } from './looks.js'

const TEST_MAX_MS = 120_000

/** What the server says in English only, the dashboard says in its own language. */
export function germanWords(world: DashboardWorld): void {
  for (const { screen, viewport, colorScheme } of LOOKS) {
    it(
      `settings and findings are told in German, on a ${screen} in the ${colorScheme} theme`,
      () =>
        world.visit(
          async (visit) => {
            const { page } = visit
            const look = async (name: string) => {
              expect(await visit.lookAt(`${name}-de-${screen}-${colorScheme}`)).toEqual([])
              expect([name, await page.evaluate(IS_TOO_WIDE)]).toEqual([name, false])
            }
            await visit.signIn()
            await visit.go('/settings')
            await look('settings')
            await visit.go('/settings?q=nur%20mit%20einem%20Einladungscode')
            const line = page.locator('ul.settings > li')
            expect(await line.locator('code.setting-name').allTextContents()).toEqual(['PDS_INVITE_REQUIRED'])
            expect(await line.textContent()).toContain(
              'Ob ein Konto nur mit einem Einladungscode entstehen kann.',
            )
            await visit.go('/settings?q=PDS_LOCK_MAILS')
            await page.getByRole('button', { name: 'Bearbeiten: PDS_LOCK_MAILS' }).click()
            const field = page.getByRole('dialog').getByLabel('PDS_LOCK_MAILS')
            await field.waitFor()
            const hint = page.locator(`[id="${await field.getAttribute('aria-describedby')}"]`)
            expect(await hint.textContent()).toMatch(/^Ob Mitglieder eine Mail bekommen, .* Üblich: true$/)
            await look('settings-group')
            await page.keyboard.press('Escape')
            await visit.go('/doctor')
            await page.locator('ul.findings').waitFor()
            const findings = await page.locator('ul.findings').textContent()
            expect(findings).toContain('Dieser Server lauscht auf')
            expect(findings).not.toMatch(/listens on|GiB free|processors|Set both/)
            await look('doctor')
          },
          '',
          { locale: 'de', viewport, colorScheme },
        ),
      TEST_MAX_MS,
    )
  }
}
