import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'

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
  private constructor(
    private readonly child: ChildProcess,
    private readonly directory: string,
    readonly address: string,
  ) {}

  static async start(): Promise<RedisServer> {
    const directory = await mkdtemp(join(tmpdir(), 'guildhall-redis-'))
    const port = await freePort()
    const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--requirepass', PASSWORD]
    const child = spawn(PROGRAM, [...options, '--dir', directory], { stdio: 'ignore' })
    const server = new RedisServer(child, directory, `127.0.0.1:${port}`)
    await server.#ready()
    return server
  }

  get password(): string {
    return PASSWORD
  }

  get url(): string {
    return `redis://:${encodeURIComponent(PASSWORD)}@${this.address}`
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit')
    this.child.kill('SIGKILL')
    await ended
    await rm(this.directory, { recursive: true, force: true })
  }

  async #ready(): Promise<void> {
    const client = new Redis(this.url, { retryStrategy: () => POLL_MS })
    client.on('error', () => undefined)
    while (client.status !== 'ready') await sleep(POLL_MS)
    client.disconnect()
  }
}

/** Redis does not choose one by itself. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
