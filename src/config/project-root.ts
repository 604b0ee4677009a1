import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** In the sources this file lies elsewhere than in what is built of them: one file for all, or one for each. */
function rootAbove(directory: string): string {
  // The packages of the workspace have a package.json too, but none of them is bundled apart.
  return existsSync(join(directory, 'package.json')) ? directory : rootAbove(dirname(directory))
}

/** The directory in which the server is installed: package.json, dist and docs lie in it. */
export const PROJECT_ROOT = rootAbove(import.meta.dirname)
