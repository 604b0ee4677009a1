import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const RUN = `axe.run(document, { runOnly: ${JSON.stringify(TAGS)} }).then((found) => found.violations)`
const source = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Violation {
  readonly id: string
  readonly nodes: { readonly html: string; readonly failureSummary: string }[]
}

/** What axe finds wrong with a page as it stands. @param except rules that do not hold for it */
export async function violationsOn(page: Page, except: readonly string[] = []): Promise<unknown[]> {
  // Through the debugger, which the policy of the page does not bind.
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(await source)
  const violations = await page.evaluate<Violation[]>(RUN)
  const faults = violations.filter(({ id }) => !except.includes(id))
  return faults.map(({ id, nodes }) => [id, ...nodes.map((node) => [node.html, node.failureSummary])])
}
