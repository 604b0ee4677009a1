import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { freePort } from './free-port.js'

const PROGRAM = 'redis-server'
const PASSWORD = 'scratch password'
const POLL_MS = 20

/** Why there is no server to be had; undefined where it is installed. */
export function redisServerMissing(): string | undefined {
  const { status } = spawnSync(PROGRAM, ['--version'])
  return status === 0 ? undefined : 'Redis is not installed (apt-get install redis-server)'
}

/** Redis, as a process of its own with a password. */
export class RedisServer {
  #child!: ChildProcess

  private constructor(
    private readonly directory: string,
    private readonly options: readonly string[],
    readonly address: string,
  ) {}

  /** @param options `durable`: it keeps what it has when it is started again, as the queues want it */
  static async start({ host = '127.0.0.1', durable = false } = {}): Promise<RedisServer> {
    const directory = await mkdtemp(join(tmpdir(), 'guildhall-redis-'))
    const port = await freePort()
    const options = ['--port', String(port), '--bind', host, '--save', '', '--requirepass', PASSWORD]
    if (durable) options.push('--appendonly', 'yes')
    const server = new RedisServer(directory, [...options, '--dir', directory], `${host}:${port}`)
    await server.run()
    return server
  }

  /** Starts it, at first or once more after {@link kill}. */
  async run(): Promise<void> {
    this.#child = spawn(PROGRAM, this.options, { stdio: 'ignore' })
    await this.#ready()
  }

  get password(): string {
    return PASSWORD
  }

  get url(): string {
    return `redis://:${encodeURIComponent(PASSWORD)}@${this.address}`
  }

  /** Ends it at once. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const ended = once(this.#child, 'exit')
    this.#child.kill('SIGKILL')
    await ended
  }

  async stop(): Promise<void> {
    await this.kill()
    await rm(this.directory, { recursive: true, force: true })
  }

  async #ready(): Promise<void> {
    const client = new Redis(this.url, { retryStrategy: () => POLL_MS })
    client.on('error', () => undefined)
    while (client.status !== 'ready') await sleep(POLL_MS)
    client.disconnect()
  }
}
