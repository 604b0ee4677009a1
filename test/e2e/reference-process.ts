import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { HostedProcess } from './hosted-process.js'
import { freePort } from '../support/free-port.js'

const START = `import('@atproto/pds').then(({ PDS }) => PDS.run())`
const READY_TIMEOUT_MS = 60_000
const LOG_CHARACTERS_MAX = 20_000

/** The reference PDS as a process, on a data directory of its own. */
export class ReferenceProcess implements HostedProcess {
  #child: ChildProcess | undefined
  #log = ''

  private constructor(
    private readonly installed: { folder: string; node: string },
    private readonly dataDirectory: string,
    private readonly port: number,
    private readonly env: Record<string, string>,
  ) {}

  /** @param installed see findReference @param env settings besides those that every test needs */
  static async create(
    installed: { folder: string; node: string },
    env: Record<string, string>,
  ): Promise<ReferenceProcess> {
    const directory = await mkdtemp(join(tmpdir(), 'guildhall-reference-'))
    await mkdir(join(directory, 'blobs'))
    return new ReferenceProcess(installed, directory, await freePort(), env)
  }

  get url(): string {
    return `http://localhost:${this.port}`
  }

  get log(): string {
    return this.#log
  }

  async start(): Promise<void> {
    const child = spawn(this.installed.node, ['--input-type=module', '-e', START], {
      cwd: this.installed.folder,
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        PDS_HOSTNAME: 'localhost',
        PDS_PORT: String(this.port),
        PDS_SERVICE_DID: `did:web:localhost%3A${this.port}`,
        PDS_DATA_DIRECTORY: this.dataDirectory,
        PDS_BLOBSTORE_DISK_LOCATION: join(this.dataDirectory, 'blobs'),
        PDS_JWT_SECRET: 'a secret of the reference',
        PDS_DPOP_SECRET: '33'.repeat(32),
        PDS_ADMIN_PASSWORD: 'admin password of the reference',
        PDS_PLC_ROTATION_KEY_K256_PRIVATE_KEY_HEX: '44'.repeat(32),
        PDS_INVITE_REQUIRED: 'false',
        PDS_DEV_MODE: 'true',
        PDS_DISABLE_SSRF_PROTECTION: 'true',
        PDS_RATE_LIMITS_ENABLED: 'false',
        // Without one it keeps no preferences. Nobody listens there.
        PDS_BSKY_APP_VIEW_URL: 'http://localhost:9',
        PDS_BSKY_APP_VIEW_DID: 'did:web:localhost%3A9',
        PDS_MAX_REPO_IMPORT_SIZE: '1000000000',
        LOG_ENABLED: 'true',
        LOG_LEVEL: 'warn',
        ...this.env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child = child
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        this.#log = (this.#log + chunk.toString()).slice(-LOG_CHARACTERS_MAX)
      })
    }
    const deadline = performance.now() + READY_TIMEOUT_MS
    while (performance.now() < deadline && child.exitCode === null) {
      const healthy = await fetch(`${this.url}/xrpc/_health`).then(
        ({ ok }) => ok,
        () => false,
      )
      if (healthy) return
      await sleep(100)
    }
    throw new Error(`the reference did not start:\n${this.#log}`)
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    const late = setTimeout(() => child.kill('SIGKILL'), 20_000)
    await ended.finally(() => clearTimeout(late))
  }

  async remove(): Promise<void> {
    await this.stop()
    await rm(this.dataDirectory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
}
