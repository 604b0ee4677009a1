import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

const LISTS = join(import.meta.dirname, 'packages')
/** Two suites may install at a time: the second waits. */
const LOCK_MAX_S = 180

/**
 * Installs what Debian has of something, which `.ci/run` does as well.
 * @param list name of a file of `packages/`, a package a line
 * @param what it is called
 * @returns why that cannot be done, if so
 */
export function installFromDebian(list: string, what: string): string | undefined {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const install = `apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=${LOCK_MAX_S}`
  try {
    execFileSync('xargs', ['-a', join(LISTS, `${list}.txt`), ...install.split(' ')], { stdio: 'pipe', env })
    return undefined
  } catch (error) {
    return `${what} cannot be installed: ${String((error as { stderr?: Buffer }).stderr ?? error).trim()}`
  }
}
