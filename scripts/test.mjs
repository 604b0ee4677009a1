// npm test: two jest processes, one after the other, whatever the first one says: what runs inside of jest, then what
// starts servers of its own. Suites run two at a time, those of the second three: they wait for their servers half of the
// time. A suite that fails is tried once more, alone; if it passes then, it is named as unsteady, which is a defect of the
// suite to be mended. Ends with what failed, a line each, and one line of totals.
//
//   node scripts/test.mjs            all projects but endurance
//   node scripts/test.mjs unit http  the named ones; what follows -- goes to jest
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

const ROOT = join(import.meta.dirname, '..')
const INSIDE = ['unit', 'realm', 'house', 'conformance', 'storage', 'http']
const OUTSIDE = ['e2e', 'browser', 'crash']
/** Run when they are named only, one suite after the other, and once. */
const LONG = ['endurance']
const ALL = [...INSIDE, ...OUTSIDE, ...LONG]
/** More suites than these are not unsteady, but broken: they are not tried again. */
const MAX_SECOND_TRIES = 6
const REASON_LINES = 5
const REASON_CHARACTERS = 400

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

/** Runs jest, and answers what it said of each suite: path, tests passed, what failed and why. */
async function suitesOf(projects, options, name) {
  const file = join(directory, `${name}.json`)
  const code = await jest(projects, options, file)
  const result = await readFile(file, 'utf8').then(JSON.parse, () => undefined)
  const suites = (result?.testResults ?? []).map(
    ({ name: path, status, message, assertionResults: tests }) => {
      const failures = tests
        .filter((test) => test.status === 'failed')
        .map((test) => ({ name: test.fullName, why: test.failureMessages[0] ?? '' }))
      // A suite that could not be loaded has no failed test, but counts as one.
      if (status === 'failed' && failures.length === 0)
        failures.push({ name: '(the suite itself)', why: message })
      return { path, passed: tests.filter((test) => test.status === 'passed').length, failures }
    },
  )
  const isBroken = code !== 0 && suites.every(({ failures }) => failures.length === 0)
  if (isBroken)
    suites.push({ path: '', passed: 0, failures: [{ name: `jest (${projects})`, why: `exit code ${code}` }] })
  return suites
}

/** What failed beside others is tried once more, alone: what fails again is broken, what does not is named as unsteady. */
async function tryAgain(projects, options, suites) {
  const failed = suites.filter(({ path, failures }) => path !== '' && failures.length > 0)
  if (failed.length === 0 || failed.length > MAX_SECOND_TRIES) return suites
  const paths = failed.map(({ path }) => path)
  const alone = options.filter((option) => !option.startsWith('--maxWorkers'))
  const again = await suitesOf(projects, [...alone, '--runInBand', '--runTestsByPath', ...paths], 'again')
  const passes = (path) => again.some((suite) => suite.path === path && suite.failures.length === 0)
  for (const { path, failures } of failed) if (passes(path)) say('unsteady', path, failures)
  return [...suites.filter(({ path }) => !paths.includes(path)), ...again]
}

function say(what, path, failures) {
  for (const { name, why } of failures) {
    const lines = stripVTControlCharacters(why).split('\n')
    const reason = lines
      .filter((line) => line.trim() !== '')
      .slice(0, REASON_LINES)
      .join(' | ')
    report.push(`${what}: ${relative(ROOT, path)} › ${name}: ${reason.slice(0, REASON_CHARACTERS)}`)
  }
}

const directory = await mkdtemp(join(tmpdir(), 'guildhall-test-'))
const report = []
const totals = { passed: 0, failed: 0 }
for (const [projects, options] of [
  [wanted(INSIDE), []],
  // What a test that failed has left running must not keep the whole run from ending.
  [wanted(OUTSIDE), ['--forceExit', '--maxWorkers=3']],
  [LONG.filter((name) => named.includes(name)), ['--forceExit', '--runInBand']],
]) {
  if (projects.length === 0) continue
  const first = await suitesOf(projects, options, projects[0])
  const suites = LONG.includes(projects[0]) ? first : await tryAgain(projects, options, first)
  for (const { path, passed, failures } of suites) {
    totals.passed += passed
    totals.failed += failures.length
    say('failed', path, failures)
  }
}
await rm(directory, { recursive: true, force: true })
for (const line of report) console.log(line)
console.log(`tests: ${totals.passed} passed, ${totals.failed} failed`)
process.exitCode = totals.failed > 0 ? 1 : 0
