import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ROOT } from './overlay.js'

const run = promisify(execFile)
const PATIENCE_MS = 400_000
const CACHE = join('node_modules', '.cache', 'tsc.tsbuildinfo')

/** Decorator metadata and plugins depend on TypeScript 6; `npm run check` asks the faster 7. */
it(
  'the types are right for TypeScript 6 as well',
  async () => {
    const tsc = join('node_modules', 'typescript', 'bin', 'tsc')
    const options = ['--noEmit', '-p', 'tsconfig.json', '--incremental', '--tsBuildInfoFile', CACHE]
    const outcome = await run(process.execPath, [tsc, ...options], { cwd: ROOT }).then(
      () => 'right',
      ({ stdout }: { stdout: string }) => stdout,
    )
    expect(outcome).toBe('right')
  },
  PATIENCE_MS,
)
