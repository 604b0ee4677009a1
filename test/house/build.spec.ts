import { spawn } from 'node:child_process'
import { cp, mkdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { plant, ROOT } from './overlay.js'

const RUN_MAX_MS = 60_000

/** A small project with the scripts of this one. */
const FILES = {
  'src/main.ts': `import { word } from '@guildhall/word'
import { Initial } from '#migrations/0001-initial'
const say: string = [word, new Initial().name, process.env.UV_THREADPOOL_SIZE].join(' ')
console.log(say)
`,
  'src/main.spec.ts': 'nothing that compiles (',
  'src/deep/types.d.ts': 'nothing that compiles (',
  'migrations/0001-initial.ts': `export class Initial { readonly name: string = 'initial' }\n`,
  'migrations/schema.sql': '-- nothing to compile\n',
  'libs/word/src/index.ts': `export const word = 'hello'\n`,
  'libs/word/package.json': JSON.stringify({
    type: 'module',
    exports: { '.': { 'guildhall-source': './src/index.ts', default: './dist/index.js' } },
  }),
}

/** What builds and starts it. */
const COPIED = [
  'scripts/build.mjs',
  'scripts/build-web.mjs',
  'scripts/bundle.mjs',
  'scripts/launch.cjs',
  'scripts/start.cjs',
  '.swcrc',
  'package.json',
  'package-lock.json',
]

let root: string
let remove: () => Promise<void>

beforeEach(async () => {
  ;({ root, remove } = await plant(FILES))
  for (const path of COPIED) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await cp(join(ROOT, path), join(root, path))
  }
  await mkdir(join(root, 'node_modules', '@guildhall'), { recursive: true })
  for (const name of ['@swc', 'esbuild', '@esbuild']) {
    await symlink(join(ROOT, 'node_modules', name), join(root, 'node_modules', name))
  }
  await symlink(join(root, 'libs', 'word'), join(root, 'node_modules', '@guildhall', 'word'))
})
afterEach(() => remove())

interface Result {
  code: number | null
  output: string
}

function run(args: string[], env: Record<string, string> = {}): Promise<Result> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, output }))
  })
}
const build = () => run(['scripts/build.mjs'])
const start = (env?: Record<string, string>) => run(['scripts/start.cjs'], env)
const serve = () => run(['dist/main.js'], { UV_THREADPOOL_SIZE: '7' })
const put = (path: string, text: string) => writeFile(join(root, path), text)
const timeOf = async (path: string) => (await stat(join(root, path))).mtimeMs
const isThere = (path: string) =>
  stat(join(root, path)).then(
    () => true,
    () => false,
  )

describe('npm run build', () => {
  it(
    'compiles the server, its migrations and its libraries, and neither specs nor types',
    async () => {
      expect(await build()).toEqual({
        code: 0,
        output: expect.stringMatching(/^built 3 of 3 files in [\d.]+ s\n$/),
      })
      expect(await serve()).toEqual({ code: 0, output: 'hello initial 7\n' })
      expect(await isThere('dist/modules/migrations/0001-initial.js')).toBe(true)
      expect(await isThere('libs/word/dist/index.js')).toBe(true)
      expect(await isThere('dist/modules/main.spec.js')).toBe(false)
      const map = JSON.parse(await readFile(join(root, 'dist/main.js.map'), 'utf8')) as { sources: string[] }
      expect(map.sources).toContain('../src/main.ts')
    },
    RUN_MAX_MS,
  )

  it(
    'does again only what has changed',
    async () => {
      await build()
      expect(await build()).toEqual({ code: 0, output: 'dist is fresh\n' })
      const before = await timeOf('dist/modules/main.js')
      await put('libs/word/src/index.ts', `export const word = 'goodbye'\n`)
      expect((await build()).output).toMatch(/^built 1 of 3 files/)
      expect(await timeOf('dist/modules/main.js')).toBe(before)
      expect((await serve()).output).toBe('goodbye initial 7\n')
      await rm(join(root, 'libs/word/dist'), { recursive: true })
      expect((await build()).output).toMatch(/^built 1 of 3 files/)
      await put('.swcrc', `${await readFile(join(root, '.swcrc'), 'utf8')} `)
      expect((await build()).output).toMatch(/^built 3 of 3 files/)
    },
    RUN_MAX_MS,
  )

  it(
    'removes what no source stands for any more',
    async () => {
      await put('src/extra.ts', 'export const extra = 1\n')
      await build()
      await mkdir(join(root, 'dist/chunks'), { recursive: true })
      await put('dist/chunks/leftover.js', 'nothing')
      await rm(join(root, 'src/extra.ts'))
      await build()
      for (const path of ['modules/extra.js', 'modules/extra.js.map', 'chunks/leftover.js']) {
        expect(await isThere(join('dist', path))).toBe(false)
      }
      expect((await build()).output).toBe('dist is fresh\n')
    },
    RUN_MAX_MS,
  )

  it(
    'names what does not compile, and leaves the last build as it is',
    async () => {
      await build()
      await put('src/main.ts', 'const broken = (\n')
      await put('libs/word/src/index.ts', 'also broken (\n')
      const { code, output } = await build()
      expect(code).toBe(1)
      expect(output).toMatch(
        /src\/main\.ts could not be compiled[\s\S]*libs\/word\/src\/index\.ts could not be compiled/,
      )
      expect((await serve()).output).toBe('hello initial 7\n')
    },
    RUN_MAX_MS,
  )

  it(
    'does not take a build that was interrupted for a fresh one',
    async () => {
      await build()
      await rm(join(root, 'dist/.build.json'))
      expect((await build()).output).toMatch(/^built 3 of 3 files/)
      await rm(join(root, 'dist/main.js'))
      await build()
      expect((await serve()).output).toBe('hello initial 7\n')
    },
    RUN_MAX_MS,
  )

  it(
    'waits for another build, but not for one that died',
    async () => {
      await mkdir(join(root, 'node_modules/.cache'), { recursive: true })
      const dead = spawn(process.execPath, ['-e', ''])
      await new Promise((resolve) => dead.once('exit', resolve))
      await put('node_modules/.cache/guildhall-build.lock', String(dead.pid))
      const results = await Promise.all([build(), build()])
      expect(results.map(({ code }) => code)).toEqual([0, 0])
      expect(results.map(({ output }) => output).sort()).toEqual([
        expect.stringMatching(/^built 3 of 3/),
        'dist is fresh\n',
      ])
    },
    RUN_MAX_MS,
  )
})

describe('npm start', () => {
  it(
    'builds what is stale, and serves',
    async () => {
      expect(await start()).toEqual({
        code: 0,
        output: expect.stringMatching(/^building…\nhello initial \d+\n$/),
      })
      expect(await start()).toEqual({ code: 0, output: expect.stringMatching(/^hello initial \d+\n$/) })
      await put('libs/word/src/index.ts', `export const word = 'goodbye'\n`)
      expect((await start()).output).toMatch(/^building…\ngoodbye initial \d+\n$/)
    },
    RUN_MAX_MS,
  )

  it(
    'gives the process more threads than cores, unless told how many',
    async () => {
      await build()
      const [threads] = (await start()).output.trim().split(' ').slice(-1)
      expect(Number(threads)).toBeGreaterThan(4)
      expect((await start({ UV_THREADPOOL_SIZE: '3' })).output).toBe('hello initial 3\n')
    },
    RUN_MAX_MS,
  )

  it(
    'serves what was built where there are no sources',
    async () => {
      await build()
      for (const path of ['src', 'migrations', 'libs/word/src', '.swcrc', 'node_modules/@swc']) {
        await rm(join(root, path), { recursive: true })
      }
      expect((await start()).code).toBe(0)
    },
    RUN_MAX_MS,
  )

  it(
    'does not serve what does not compile',
    async () => {
      await build()
      await put('src/main.ts', 'const broken = (\n')
      const { code, output } = await start()
      expect([code, output]).toEqual([1, expect.stringMatching(/src\/main\.ts could not be compiled/)])
      expect(output).not.toContain('hello')
    },
    RUN_MAX_MS,
  )

  it(
    'tells an old Node.js what it needs',
    async () => {
      await put('old.cjs', `Object.defineProperty(process, 'versions', { value: { node: '18.20.4' } })\n`)
      const { code, output } = await run(['--require', './old.cjs', 'scripts/start.cjs'])
      expect([code, output]).toEqual([1, expect.stringContaining('needs Node.js 20.19 or newer')])
    },
    RUN_MAX_MS,
  )
})
