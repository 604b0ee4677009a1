// npm run check: everything that can be told without starting the server, one line per step. All steps run, whatever
// fails; what failed is shown in full at the end.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { findProblems } from '../test/house/size-rules.mjs'

const ROOT = join(import.meta.dirname, '..')
const FOLDERS = ['src', 'libs', 'migrations', 'test', 'scripts']
const present = FOLDERS.filter((folder) => existsSync(join(ROOT, folder)))
const tool = (path, ...args) => [join('node_modules', path), ...args]
const cache = (name) => join('node_modules', '.cache', name)

const STEPS = [
  ['types (TypeScript 7)', tool('ts7/bin/tsc', '--noEmit', '-p', 'tsconfig.json')],
  [
    'types (TypeScript 6)',
    tool(
      'typescript/bin/tsc',
      '--noEmit',
      '-p',
      'tsconfig.json',
      '--incremental',
      '--tsBuildInfoFile',
      cache('tsc.tsbuildinfo'),
    ),
  ],
  ['lint', tool('eslint/bin/eslint.js', '--no-error-on-unmatched-pattern', ...FOLDERS, '*.mjs', '*.cjs')],
  [
    'floors',
    tool('dependency-cruiser/bin/dependency-cruise.mjs', '--config', '.dependency-cruiser.cjs', ...present),
  ],
  [
    'format',
    tool(
      'prettier/bin/prettier.cjs',
      '--check',
      '--cache',
      '--cache-location',
      cache('prettier/check'),
      '--log-level',
      'warn',
      '.',
    ),
  ],
  ['lexicon types are fresh', ['scripts/generate-lexicons.mjs', '--check']],
  [
    'house tests',
    [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      ...tool('jest/bin/jest.js', '--selectProjects', 'house', '--silent'),
    ],
  ],
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
for (const [name, args] of STEPS) {
  const began = performance.now()
  const { code, output } = await run(args)
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  console.log(`${code === 0 ? 'ok  ' : 'FAIL'}  ${name.padEnd(26)} ${seconds.padStart(5)} s`)
  if (code !== 0) failures.push({ name, output })
}
const past = findProblems(ROOT).filter(({ severity }) => severity === 'warning')
if (past.length > 0) {
  console.log(`\nlarger than aimed for, within the limit (${past.length}):`)
  for (const { at, message } of past) console.log(`  ${at}: ${message}`)
}
for (const { name, output } of failures) console.log(`\n--- ${name}\n${output}`)
const seconds = ((performance.now() - started) / 1000).toFixed(0)
console.log(`\ncheck: ${STEPS.length - failures.length} passed, ${failures.length} failed in ${seconds} s`)
process.exitCode = failures.length > 0 ? 1 : 0
