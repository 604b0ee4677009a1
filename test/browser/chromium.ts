import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

/** Debian's; playwright brings none of its own. The one without windows takes half of the processor's time. */
const EXECUTABLE = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find(existsSync)

/** A suite that needs a browser; where there is none, its place is taken by a test that says so. */
export function describeInChromium(title: string, suite: () => void): void {
  if (EXECUTABLE) return describe(title, suite)
  const missing = 'Chromium is not installed (apt-get install chromium-headless-shell)'
  it(`${title}: not run, for ${missing}`, () => console.warn(`${title} was not run: ${missing}`))
}

/**
 * Starts the browser; with nothing but what a person's own would have, but for its sandbox, which root has not.
 * @param hosts names that stand for places on this machine, such as `127.0.0.1:8443`
 */
export function startChromium(hosts: Readonly<Record<string, string>> = {}): Promise<Browser> {
  const rules = Object.entries(hosts).map(([name, place]) => `MAP ${name} ${place}`)
  return chromium.launch({
    executablePath: EXECUTABLE!,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      // Each page would begin with a process of its own, which takes longer than most pages.
      '--renderer-process-limit=1',
      // No page stays long enough for optimized code to be worth the compiling.
      '--js-flags=--no-opt --no-maglev',
      ...(rules.length > 0 ? [`--host-resolver-rules=${rules.join(', ')}`] : []),
    ],
  })
}
