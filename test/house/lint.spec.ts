import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { plant, ROOT, runTool, type Files } from './overlay.js'

const CONFIG = '.oxlintrc.jsonc'
const OXLINT = 'oxlint/bin/oxlint'
const RULES_OF_THE_HOUSE = './test/house/lint-rules.mjs'
// That the project keeps to them is seen by `npm run check`; here, that each of them catches what it is for.

interface Report {
  diagnostics: { filename: string; code?: string; message: string }[]
}

interface Rules {
  rules: Record<string, unknown>
  overrides: { rules: Record<string, unknown> }[]
}

/** What is found in a tree, as `path rule`. Paths of the settings are counted from where they lie. */
async function lint(files: Files, paths: string[]): Promise<string[]> {
  const settings = await readFile(join(ROOT, CONFIG), 'utf8')
  const rulesOfTheHouse = join(ROOT, RULES_OF_THE_HOUSE)
  const { root, remove } = await plant({
    ...files,
    [CONFIG]: settings.replace(RULES_OF_THE_HOUSE, rulesOfTheHouse),
  })
  const { diagnostics } = JSON.parse(await runTool(OXLINT, ['-f', 'json', ...paths], root)) as Report
  await remove()
  return diagnostics.map(({ filename, code, message }) => `${filename} ${code ? ruleOf(code) : message}`)
}

/** `house(no-environment)`, as the settings call it. */
const ruleOf = (code: string) => code.replace(/^eslint\((.*)\)$/, '$1').replace(/^(\w+)\((.*)\)$/, '$1/$2')

/** Snippets that each rule has to catch, one file each. */
const PLANTS: Record<string, string[]> = {
  'house/no-environment': [
    'export const port = process.env.PDS_PORT',
    "export const port = process['env'].PDS_PORT",
    'export const port = globalThis.process.env.PDS_PORT',
    'export const { env } = process',
    "import { env } from 'node:process'\nexport const port = env.PDS_PORT",
  ],
  'house/no-direct-http': [
    "export const answer = fetch('https://example.com')",
    "export const answer = globalThis.fetch('https://example.com')",
    "import { request } from 'undici'\nexport const ask = request",
    "import { request } from 'node:https'\nexport const ask = request",
    "import http from 'http'\nexport const ask = http.get",
    "export const client = import('undici')",
  ],
  'house/no-ambient-time': [
    'export const now = Date.now()',
    'export const now = new Date()',
    'export const now = Date()',
    'export const now = performance.now()',
    'export const now = process.hrtime.bigint()',
  ],
  'house/no-ambient-randomness': [
    'export const dice = Math.random()',
    'export const id = crypto.randomUUID()',
    "import { randomUUID } from 'node:crypto'\nexport const id = randomUUID()",
    "import { randomBytes } from 'crypto'\nexport const id = randomBytes(8)",
  ],
  'house/no-global-module': ['@Global()\nexport class PlantedModule {}'],
  'house/no-forward-ref': ['export const later = forwardRef(() => Object)'],
  'house/class-names': [
    'export class RepoService {}',
    'export class RepoManager {}',
    'export class RepoHelper {}',
    'export class RepoImpl {}',
  ],
  'house/interface-names': [
    'export interface IRepo {\n  did: string\n}',
    'export type IRepo = { did: string }',
  ],
  'house/nsid-constants': [
    "export const collection = 'app.bsky.feed.post'",
    "export const method = 'com.atproto.repo.createRecord'",
    "export const method = 'chat.bsky.convo.getLog'",
    'export const path = (name: string) => `com.atproto.repo.$' + '{name}`',
  ],
  'house/named-input': [
    'export const wanted = ({ input }: { input: object }) => ({ ...input })',
    'export const wanted = (call: { input: object }) => ({ ...call.input })',
  ],
  'house/null-is-said': ["import { IsOptional } from 'class-validator'\nexport const may = IsOptional"],
  'house/whole-tests': [
    "it.only('one', () => {})",
    "describe.skip('none', () => {})",
    "it.todo('later')",
    "xit('a', () => {})",
  ],
  'no-console': ["console.log('hello')"],
  'no-debugger': ['debugger'],
  'no-var': ['export var old = 1'],
  'prefer-const': ['let fixed = 1\nexport { fixed }'],
  eqeqeq: ['export const same = (a: number, b: number) => a == b'],
  'no-constant-condition': ['if (1) {\n  throw new Error()\n}'],
  'no-control-regex': ['export const control = /\\x00/'],
  'no-dupe-keys': ['export const twice = { a: 1, a: 2 }'],
  'no-dupe-else-if': [
    'export function f(a: number) {\n  if (a) return 1\n  else if (a) return 2\n  return 3\n}',
  ],
  'no-duplicate-case': [
    'export function f(a: number) {\n  switch (a) {\n    case 1:\n    case 1:\n      return\n  }\n}',
  ],
  'no-self-assign': ['export function f(a: number) {\n  a = a\n}'],
  'no-self-compare': ['export const f = (a: number) => a === a'],
  'no-unreachable': ['export function f() {\n  return 1\n  f()\n}'],
  'no-unsafe-finally': ['export function f() {\n  try {\n    f()\n  } finally {\n    return 1\n  }\n}'],
  'no-unsafe-optional-chaining': ['export const f = (a?: { b: () => void }) => (a?.b)()'],
  'no-useless-catch': [
    'export function f() {\n  try {\n    f()\n  } catch (error) {\n    throw error\n  }\n}',
  ],
  'no-empty': ['export function f(a: number) {\n  if (a) {}\n}'],
  'no-template-curly-in-string': ["export const text = 'hello $" + "{name}'"],
  'no-throw-literal': ["export function f() {\n  throw 'text'\n}"],
  'use-isnan': ['export const f = (a: number) => a === NaN'],
  'no-warning-comments': ['// to' + 'do: later', '/* FIX' + 'ME */'],
  'no-unused-vars': ['const unused = 1', "import { unused } from './other.js'"],
  'typescript/no-explicit-any': ['export const f = (a: any) => a'],
  'typescript/no-non-null-asserted-optional-chain': ['export const f = (a?: { b: 1 }) => a?.b!'],
  'typescript/no-misused-new': ['export interface Thing {\n  new (): Thing\n}'],
  'typescript/no-require-imports': ["export const fs = require('node:fs')"],
  'typescript/ban-ts-comment': ['// @ts-nocheck\nexport {}'],
}

/** The same words where they are right. */
const ALLOWED: Files = {
  'src/config/environment.ts': 'export const all = process.env\n',
  'src/config/secrets/secrets.ts':
    "import { randomBytes } from 'node:crypto'\nexport const key = randomBytes(32)\n",
  'src/outbound/outbound.ts': "import { request } from 'undici'\nexport const ask = request\n",
  'src/telemetry/clock.ts': 'export const now = () => Date.now()\n',
  'src/telemetry/random.ts':
    "import { randomUUID } from 'node:crypto'\nexport const id = () => randomUUID()\n",
  'src/repo/repo.spec.ts':
    "export const now = Date.now() + Math.random()\nexport const post = 'app.bsky.feed.post'\n",
  'src/repo/repo-writer.ts':
    "import type { IncomingMessage } from 'node:http'\nexport const at = (ms: number, _from: IncomingMessage) => new Date(ms)\n",
  'src/admin/api/optional.ts':
    "import { IsOptional } from 'class-validator'\nexport const may = IsOptional\n",
  'src/auth/session-tokens.ts': "export const scope = 'com.atproto.refresh'\n",
  'src/identity/identity-store.ts': 'export interface Identity {\n  did: string\n}\n',
  'libs/repo/src/names.ts': "export const post = 'app.bsky.feed.post'\n",
  'scripts/start.mjs': "console.log(process.env.HOME, Date.now(), await fetch('http://localhost'))\n",
}

const folder = (rule: string) => `src/repo/${rule.replace(/[^a-z]+/gi, '-')}`
const planted = Object.entries(PLANTS).flatMap(([rule, snippets]) =>
  snippets.map((text, index) => ({ rule, path: `${folder(rule)}-${index}.xrpc.ts`, text: `${text}\n` })),
)

describe('the lint rules', () => {
  it('have a planted violation each', async () => {
    const { rules, overrides } = JSON.parse(await runTool(OXLINT, ['--print-config'], ROOT)) as Rules
    const names = [rules, ...overrides.map((more) => more.rules)].flatMap((some) => Object.keys(some))
    expect(Object.keys(PLANTS).sort()).toEqual([...new Set(names)].sort())
  })

  describe('where a violation is planted', () => {
    let caught: string[]

    beforeAll(async () => {
      caught = await lint(Object.fromEntries(planted.map(({ path, text }) => [path, text])), ['src'])
    })

    it.each(planted)('$rule is caught in $path', ({ rule, path }) => {
      expect(caught).toContain(`${path} ${rule}`)
    })
  })

  it('let pass what stands in its right place', async () => {
    expect(await lint(ALLOWED, ['src', 'libs', 'scripts'])).toEqual([])
  })
})
