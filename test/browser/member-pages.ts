import type { Page } from 'playwright-core'
import { PASSWORD } from '../support/whole-server.js'

/** What a member does on the pages of the authorization server, in English. */

export async function typePassword(page: Page, handle?: string): Promise<void> {
  const name = page.getByLabel('Handle or email address')
  if (handle !== undefined) await name.fill(handle)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** Agrees to what stays ticked. @param without permissions that are unticked before, by their words */
export async function allow(page: Page, ...without: string[]): Promise<void> {
  await page.getByRole('heading', { name: 'Allow access?' }).waitFor()
  for (const name of without) await page.getByRole('checkbox', { name }).uncheck()
  await page.getByRole('button', { name: 'Allow', exact: true }).click()
}

export async function refuse(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Allow access?' }).waitFor()
  await page.getByRole('button', { name: 'Do not allow' }).click()
}
