// npm test: two jest processes, one after the other, whatever the first one says: what runs inside of jest, then what
// starts servers of its own. Suites run two at a time, those of the second three: they wait for their servers half of the
// time. Ends with one line of totals.
//
//   node scripts/test.mjs            all projects
//   node scripts/test.mjs unit http  the named ones; what follows -- goes to jest
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
const INSIDE = ['unit', 'house', 'conformance', 'storage', 'http']
const OUTSIDE = ['e2e', 'browser', 'crash']
const ALL = [...INSIDE, ...OUTSIDE]

const split = process.argv.indexOf('--')
const named = process.argv.slice(2, split < 0 ? undefined : split)
const more = split < 0 ? [] : process.argv.slice(split + 1)
const wanted = (projects) => projects.filter((name) => named.length === 0 || named.includes(name))

const unknown = named.filter((name) => !ALL.includes(name))
if (unknown.length > 0) {
  console.error(`no such tests: ${unknown.join(', ')}; there are ${ALL.join(', ')}`)
  process.exit(2)
}

function jest(projects, options, resultFile) {
  const args = [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    join('node_modules', 'jest', 'bin', 'jest.js'),
    ...['--selectProjects', ...projects],
    ...['--passWithNoTests', '--json', '--outputFile', resultFile],
    ...options,
    ...more,
  ]
  return new Promise((resolve) => {
    // With --json, jest prints the results to stdout as well; people read stderr.
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] })
    child.on('error', () => resolve(1))
    child.on('close', (code) => resolve(code ?? 1))
  })
}

const directory = await mkdtemp(join(tmpdir(), 'guildhall-test-'))
const totals = { passed: 0, failed: 0 }
for (const [projects, options] of [
  [wanted(INSIDE), []],
  // What a test that failed has left running must not keep the whole run from ending.
  [wanted(OUTSIDE), ['--forceExit', '--maxWorkers=3']],
]) {
  if (projects.length === 0) continue
  const file = join(directory, `${projects[0]}.json`)
  const code = await jest(projects, options, file)
  const result = await readFile(file, 'utf8').then(JSON.parse, () => undefined)
  totals.passed += result?.numPassedTests ?? 0
  // A suite that could not be loaded has no failed test, but counts as one.
  const failed = (result?.numFailedTests ?? 0) + (result?.numRuntimeErrorTestSuites ?? 0)
  totals.failed += Math.max(failed, code === 0 ? 0 : 1)
}
await rm(directory, { recursive: true, force: true })
console.log(`tests: ${totals.passed} passed, ${totals.failed} failed`)
process.exitCode = totals.failed > 0 ? 1 : 0
