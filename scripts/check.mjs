// npm run check: everything that can be told without starting the server, one line per step, two steps at a time. All
// run, whatever fails; what failed is shown in full at the end. That each rule bites is proved by test/house, in npm
// test.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { findProblems } from '../test/house/size-rules.mjs'

const ROOT = join(import.meta.dirname, '..')
const FOLDERS = ['src', 'libs', 'web', 'migrations', 'test', 'scripts']
const present = FOLDERS.filter((folder) => existsSync(join(ROOT, folder)))
const tool = (path, ...args) => [join('node_modules', path), ...args]

/** Steps that run at the same time; most of them use one core. */
const AT_ONCE = 2

/** The longest ones first. */
const STEPS = [
  [
    'floors',
    tool('dependency-cruiser/bin/dependency-cruise.mjs', '--config', '.dependency-cruiser.cjs', ...present),
  ],
  ['types', tool('ts7/bin/tsc', '--noEmit', '-p', 'tsconfig.json')],
  ['lint', tool('oxlint/bin/oxlint', '--report-unused-disable-directives-severity=error', '.')],
  ['format', tool('oxfmt/bin/oxfmt', '--check', '.')],
  ['types of web/', tool('ts7/bin/tsc', '--noEmit', '-p', 'web/tsconfig.json')],
  ['lexicon types are fresh', ['scripts/generate-lexicons.mjs', '--check']],
  ['documents are fresh', ['scripts/generate.mjs', '--check']],
]

function run(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    child.on('error', (error) => resolve({ code: 1, output: String(error) }))
    child.on('close', (code) => resolve({ code, output: output.trim() }))
  })
}

const started = performance.now()
const failures = []
let passed = 0

function report(name, seconds, output) {
  console.log(
    `${output === undefined ? 'ok  ' : 'FAIL'}  ${name.padEnd(26)} ${seconds.toFixed(1).padStart(5)} s`,
  )
  if (output === undefined) passed++
  else failures.push({ name, output })
}

/** Takes steps until none is left. */
async function work(queue) {
  for (let step = queue.shift(); step; step = queue.shift()) {
    const [name, args] = step
    const began = performance.now()
    const { code, output } = await run(args)
    report(name, (performance.now() - began) / 1000, code === 0 ? undefined : output)
  }
}

const queue = [...STEPS]
await Promise.all(Array.from({ length: AT_ONCE }, () => work(queue)))

const problems = findProblems(ROOT)
const lines = (wanted) =>
  problems.filter(({ severity }) => severity === wanted).map(({ at, message }) => `  ${at}: ${message}`)
const errors = lines('error')
report('sizes and names', 0, errors.length > 0 ? errors.join('\n') : undefined)
const past = lines('warning')
if (past.length > 0)
  console.log(`\nlarger than aimed for, within the limit (${past.length}):\n${past.join('\n')}`)
for (const { name, output } of failures) console.log(`\n--- ${name}\n${output}`)
const seconds = ((performance.now() - started) / 1000).toFixed(0)
console.log(`\ncheck: ${passed} passed, ${failures.length} failed in ${seconds} s`)
process.exitCode = failures.length > 0 ? 1 : 0
