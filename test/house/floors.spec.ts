import { createRequire } from 'node:module'
import { mkdir, readFile, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { plant, ROOT, runTool, type Files } from './overlay.js'

const CONFIG = join(ROOT, '.dependency-cruiser.cjs')
const CRUISER = 'dependency-cruiser/bin/dependency-cruise.mjs'
// That the project keeps to them is seen by `npm run check`; here, that each of them catches what it is for.
const FOLDERS = ['src', 'libs', 'web', 'migrations', 'test', 'scripts']

interface Violation {
  from: string
  to: string
  rule: { name: string }
}
interface Plant {
  rule: string
  /** Where the violation is expected: a file, or a folder for rules about folders. */
  at: string
  files: Files
}

const { forbidden } = createRequire(import.meta.url)(CONFIG) as { forbidden: { name: string }[] }

async function violations(root: string, folders = FOLDERS): Promise<Violation[]> {
  const json = await runTool(CRUISER, ['--config', CONFIG, '--output-type', 'json', ...folders], root)
  return (JSON.parse(json) as { summary: { violations: Violation[] } }).summary.violations
}

/** One file that imports something it must not. */
function oneFile(rule: string, at: string, specifier: string, more: Files = {}): Plant {
  return { rule, at, files: { [at]: `import '${specifier}'\n`, ...more } }
}

/** Libraries and features each import one that their row of the table does not name. */
const LIB_PLANTS = Object.entries({
  syntax: 'data',
  data: 'crypto',
  crypto: 'data',
  lexicon: 'crypto',
  repo: 'lexicon',
  firehose: 'crypto',
  identity: 'lexicon',
  media: 'data',
  oauth: 'data',
  'oauth-scopes': 'repo',
  xrpc: 'identity',
}).map(([lib, other]) => oneFile(`libs-${lib}-imports`, `libs/${lib}/src/planted.ts`, `@guildhall/${other}`))
const FEATURE_PLANTS = Object.entries({
  roles: 'account',
  audit: 'account',
  branding: 'mail',
  identity: 'account',
  sequencer: 'repo',
  lexicon: 'account',
  mail: 'account',
  'plc-directory': 'account',
  migration: 'account',
  moves: 'repo',
  account: 'repo',
  blob: 'repo',
  repo: 'lifecycle',
  lifecycle: 'auth',
  moderation: 'auth',
  preferences: 'repo',
  auth: 'oauth',
  sync: 'auth',
  backup: 'auth',
  proxy: 'sync',
  oauth: 'sso',
  portal: 'proxy',
  sso: 'sync',
  scim: 'oauth',
  retention: 'account',
  settings: 'account',
  terms: 'identity',
  webhooks: 'account',
  dashboard: 'admin',
  doctor: 'repo',
  admin: 'plc-directory',
}).map(([feature, other]) =>
  oneFile(`feature-${feature}-imports`, `src/${feature}/planted.ts`, `../${other}/index.js`),
)
const OTHER_PLANTS: Plant[] = [
  oneFile('libs-not-src', 'libs/data/src/to-src.ts', '../../../src/config/index.js'),
  oneFile('libs-packages', 'libs/data/src/to-framework.ts', '@nestjs/common'),
  oneFile('libs-no-network', 'libs/identity/src/to-network.ts', 'node:https'),
  oneFile('libs-door', 'libs/data/src/to-inside.ts', '../../syntax/src/inside.js', {
    'libs/syntax/src/inside.ts': 'export const inside = 1\n',
  }),
  oneFile('folder-door', 'src/repo/to-inside.ts', '../account/inside.js', {
    'src/account/inside.ts': 'export const inside = 1\n',
  }),
  oneFile('roof-door', 'src/planted.ts', './account/inside.js'),
  oneFile('surfaces-only', 'src/repo/planted-writer.ts', '../xrpc/index.js'),
  oneFile('front-doors-know-no-feature', 'src/xrpc/to-feature.ts', '../auth/index.js'),
  oneFile('foundations-import-no-higher-floor', 'src/telemetry/upward.ts', '../xrpc/index.js'),
  oneFile('nothing-imports-the-roof', 'src/repo/to-roof.ts', '../app.module.js', {
    'src/app.module.ts': 'export const roof = 1\n',
  }),
  oneFile('web-stands-alone', 'web/src/to-server.ts', '../../src/config/index'),
  oneFile('opentelemetry-in-one-place', 'src/repo/to-telemetry.ts', '@opentelemetry/api'),
  oneFile('opentelemetry-on-demand', 'src/telemetry/otel/planted.ts', './otel-export.js', {
    'src/telemetry/otel/otel-export.ts': 'export const planted = 1\n',
  }),
  oneFile('nothing-imports-web', 'src/repo/to-web.ts', '../../web/src/title.js', {
    'web/src/title.ts': 'export const title = 1\n',
  }),
  oneFile('known-folders', 'src/repo/to-new-folder.ts', '../helpers/index.js', {
    'src/helpers/index.ts': 'export const help = 1\n',
  }),
  oneFile('migrations-stand-alone', 'migrations/planted.ts', '../src/database/index.js'),
  oneFile('tests-stay-outside', 'src/repo/to-test.ts', '../../test/support/planted.js', {
    'test/support/planted.ts': 'export const support = 1\n',
  }),
  oneFile('no-dev-packages', 'src/repo/to-dev-package.ts', 'fast-check'),
  oneFile('undeclared-packages', 'src/repo/to-undeclared.ts', 'left-over'),
  oneFile('unresolvable', 'src/repo/to-nowhere.ts', './nowhere.js'),
  {
    rule: 'no-cycles',
    at: 'src/sync/round-a.ts',
    files: {
      'src/sync/round-a.ts': "import './round-b.js'\n",
      'src/sync/round-b.ts': "import './round-a.js'\n",
    },
  },
  {
    rule: 'no-folder-cycles',
    at: 'src/jobs',
    files: {
      'src/jobs/to-outbound.ts': "import '../outbound/index.js'\n",
      'src/outbound/to-jobs.ts': "import '../jobs/index.js'\n",
    },
  },
]
const PLANTS = [...LIB_PLANTS, ...FEATURE_PLANTS, ...OTHER_PLANTS]

const NEW_PACKAGE = (name: string): Files => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
  [`node_modules/${name}/index.js`]: 'module.exports = {}\n',
})

/** A small house: every library and folder has a door; packages are empty; workspaces resolve by their condition. */
async function house(): Promise<Files> {
  const files: Files = {
    'package.json': JSON.stringify({
      name: 'planted',
      type: 'module',
      dependencies: { '@nestjs/common': '1.0.0', '@opentelemetry/api': '1.0.0', ...workspaces() },
      devDependencies: { 'fast-check': '1.0.0' },
    }),
    'tsconfig.json': await readFile(join(ROOT, 'tsconfig.json'), 'utf8'),
    ...NEW_PACKAGE('@nestjs/common'),
    ...NEW_PACKAGE('@opentelemetry/api'),
    ...NEW_PACKAGE('fast-check'),
    ...NEW_PACKAGE('left-over'),
    'migrations/index.ts': 'export const migrations = []\n',
    'web/index.ts': 'export const pages = []\n',
    'test/index.ts': 'export const tests = []\n',
    'scripts/index.mjs': 'export const scripts = []\n',
  }
  for (const lib of LIB_PLANTS.map(({ at }) => at.split('/')[1]!)) {
    files[`libs/${lib}/package.json`] = await readFile(join(ROOT, 'libs', lib, 'package.json'), 'utf8')
    files[`libs/${lib}/src/index.ts`] = `export const lib = '${lib}'\n`
  }
  const features = FEATURE_PLANTS.map(({ at }) => at.split('/')[1]!)
  for (const folder of [
    'config',
    'telemetry',
    'database',
    'outbound',
    'jobs',
    'threads',
    'contributions',
    'xrpc',
    'http',
    ...features,
  ]) {
    files[`src/${folder}/index.ts`] = `export const folder = '${folder}'\n`
  }
  return files
}

function workspaces(): Record<string, string> {
  return Object.fromEntries(LIB_PLANTS.map(({ at }) => [`@guildhall/${at.split('/')[1]!}`, '1.0.0']))
}

/** Workspaces are links in node_modules; here they are real packages whose sources lie in libs/. */
async function plantHouse(more: Files) {
  const planted = await plant({ ...(await house()), ...more })
  await mkdir(join(planted.root, 'node_modules/@guildhall'), { recursive: true })
  for (const name of Object.keys(workspaces())) {
    const lib = name.split('/')[1]!
    await symlink(join(planted.root, 'libs', lib), join(planted.root, 'node_modules', name))
  }
  return planted
}

describe('the floors', () => {
  it('have a planted violation for every rule', () => {
    expect(PLANTS.map(({ rule }) => rule).sort()).toEqual(forbidden.map(({ name }) => name).sort())
  })

  describe('where a violation is planted', () => {
    let caught: Set<string>

    beforeAll(async () => {
      const { root, remove } = await plantHouse(
        Object.assign({}, ...PLANTS.map(({ files }) => files)) as Files,
      )
      caught = new Set((await violations(root)).map(({ rule, from }) => `${rule.name} at ${from}`))
      await remove()
    })

    it.each(PLANTS)('$rule is caught', ({ rule, at }) => {
      expect([...caught]).toContain(`${rule} at ${at}`)
    })
  })

  it('let everything pass that the tables allow', async () => {
    const { root, remove } = await plantHouse({
      'libs/xrpc/src/allowed.ts':
        "import '@guildhall/syntax'\nimport '@guildhall/data'\nimport '@guildhall/lexicon'\nimport 'node:crypto'\n",
      'libs/xrpc/src/allowed.spec.ts':
        "import 'fast-check'\nimport './allowed.js'\nimport '../test/samples.js'\n",
      'libs/xrpc/test/samples.ts': "import 'fast-check'\nimport '../src/allowed.js'\n",
      'src/repo/allowed.xrpc.ts': "import '../xrpc/index.js'\nimport './allowed-writer.js'\n",
      'src/repo/allowed-writer.ts':
        "import '@nestjs/common'\nimport '@guildhall/repo'\nimport '../account/index.js'\nimport '../database/index.js'\n",
      'src/admin/allowed.controller.ts': "import '../http/index.js'\nimport '../sso/index.js'\n",
      'src/main.ts': "import './plc-directory/index.js'\nimport './repo/index.js'\n",
      'src/cli.ts': "import './commands/index.js'\n",
      'src/commands/index.ts': "import '../repo/index.js'\nimport '../server.js'\n",
      'src/server.ts': "import './repo/index.js'\n",
      'test/http/allowed.ts': "import '../../src/repo/allowed-writer.js'\nimport 'fast-check'\n",
    })
    expect(await violations(root)).toEqual([])
    await remove()
  })
})
