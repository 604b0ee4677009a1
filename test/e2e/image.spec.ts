import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { freePort } from '../support/free-port.js'

const execute = promisify(execFile)
const ROOT = join(import.meta.dirname, '..', '..')
const LAYOUT_MAX_MS = 9 * 60_000
const HEALTHY_MAX_MS = 90_000
const POLL_MS = 500
/** Packages that only people need who write code. */
const NOT_SHIPPED = ['jest', 'typescript', 'eslint', 'vite', 'react', '@swc/core']

let place: string
let app: string
let data: string
let port: number
/** User and group that the server runs as; its own where this is not root. */
let account: { uid: number; gid: number } | undefined

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'guildhall-image-'))
  await chmod(place, 0o755)
  app = join(place, 'app')
  data = join(place, 'data')
  await execute(process.execPath, [join(ROOT, 'docker/layout.mjs'), app])
  // Nobody may write there; root is held off by being another user.
  await execute('chmod', ['-R', 'a-w,a+rX', app])
  await mkdir(data, { mode: 0o700 })
  account = await unprivileged()
  if (account) await chown(data, account.uid, account.gid)
  port = await freePort()
}, LAYOUT_MAX_MS)

afterAll(async () => {
  await execute('chmod', ['-R', 'u+w', place])
  await rm(place, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
})

/** A user without rights, if this one is root. */
async function unprivileged() {
  if (process.getuid?.() !== 0) return undefined
  const line = (await readFile('/etc/passwd', 'utf8')).split('\n').find((each) => each.startsWith('nobody:'))
  const [, , uid, gid] = line!.split(':')
  return { uid: Number(uid), gid: Number(gid) }
}

/** What the image sets. */
const environment = (more: Record<string, string> = {}) => ({
  PATH: process.env.PATH,
  NODE_ENV: 'production',
  PDS_DATA_DIRECTORY: data,
  PDS_BIND_ADDRESS: '0.0.0.0',
  PDS_PORT: String(port),
  ...more,
})

const enter = (args: string[], env = environment()): ChildProcess =>
  spawn(join(app, 'docker/entrypoint.sh'), args, { ...account, cwd: app, env, stdio: 'pipe' })

/** How something ends, and what it says. */
async function ended(child: ChildProcess) {
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (piece) => (said += String(piece)))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, said }
}

const isHealthy = async () =>
  (await ended(spawn(process.execPath, [join(app, 'scripts/healthcheck.cjs')], { env: environment() })))
    .code === 0

describe('the layout of the image', () => {
  test('has what is needed to run, and no sources, specs or tools', async () => {
    expect((await readdir(app)).sort()).toEqual([
      'dist',
      'docker',
      'libs',
      'node_modules',
      'package.json',
      'scripts',
    ])
    const files = await readdir(app, { recursive: true })
    const ours = files.filter((name) => !name.startsWith('node_modules/'))
    expect(ours.filter((name) => /\.spec\.|\.ts$|^(src|libs\/[^/]+\/src)\//.test(name))).toEqual([])
    for (const name of NOT_SHIPPED) {
      await expect(stat(join(app, 'node_modules', name))).rejects.toMatchObject({ code: 'ENOENT' })
    }
  })

  test('runs commands, without a server', async () => {
    const { code, said } = await ended(enter(['version', '--json']))
    expect(code).toBe(0)
    expect(JSON.parse(said)).toMatchObject({ version: '0.1.0' })
  }, 60_000)

  test(
    'serves as a user without rights from a directory that cannot be written to, and ends with 0 on SIGTERM',
    async () => {
      const secret = join(place, 'admin-password')
      await writeFile(secret, 'from a file\n')
      const server = enter(['serve'], environment({ PDS_ADMIN_PASSWORD_FILE: secret }))
      const end = ended(server)
      const over = await Promise.race([end, untilHealthy()])
      expect(over).toBeUndefined()
      const credentials = Buffer.from('admin:from a file').toString('base64')
      const answer = await fetch(`http://localhost:${port}/xrpc/com.atproto.admin.getInviteCodes`, {
        headers: { authorization: `Basic ${credentials}` },
      })
      expect(answer.status).toBe(200)
      server.kill('SIGTERM')
      expect(await end).toMatchObject({ code: 0 })
      expect(await isHealthy()).toBe(false)
      // Whatever it wrote is in the data directory.
      const { stdout } = await execute('find', [app, '-newer', secret])
      expect(stdout).toBe('')
    },
    HEALTHY_MAX_MS * 2,
  )

  test('does not start with a secret that cannot be read, nor with two of them', async () => {
    const missing = environment({ PDS_JWT_SECRET_FILE: join(place, 'nothing') })
    expect(await ended(enter(['serve'], missing))).toEqual({
      code: 1,
      said: expect.stringContaining('cannot be read'),
    })
    const both = environment({ PDS_JWT_SECRET_FILE: join(place, 'nothing'), PDS_JWT_SECRET: 'x' })
    expect((await ended(enter(['serve'], both))).said).toContain('are set')
  })
})

async function untilHealthy(): Promise<undefined> {
  const deadline = performance.now() + HEALTHY_MAX_MS
  while (performance.now() < deadline) {
    if (await isHealthy()) return undefined
    await sleep(POLL_MS)
  }
  throw new Error('the server was not healthy in time')
}
