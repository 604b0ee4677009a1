import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createAccount, signingKeyOf, type TestAccount } from '../e2e/accounts.js'
import { NodeGroup } from '../e2e/node-group.js'
import type { ServerProcess } from '../e2e/server-process.js'
import { RedisServer, redisServerMissing } from '../support/redis-server.js'
import { SeparateRooms } from '../support/separate-rooms.js'
import { SmallDisk } from '../support/small-disk.js'
import { NODES } from './settings.js'

const DISK_BYTES = 256 * 1024 * 1024
const LOOPBACK = '127.0.0.1'
/** Above it (pino), something went wrong that nobody expected. */
const LEVEL_ERROR = 50

/** What the nodes of an operator stand on; whatever this machine does not have is absent. */
export interface Surroundings {
  readonly rooms: SeparateRooms | string
  readonly redis: RedisServer | string
  readonly disk: SmallDisk | string
}

/** Three nodes with one database, one Redis and one place for blobs, each in a network namespace of its own. */
export class TrialGroup {
  readonly keys = new Map<string, string>()
  readonly accounts: TestAccount[] = []

  private constructor(
    readonly group: NodeGroup,
    readonly around: Surroundings,
  ) {}

  static async start(accounts: number, env: Record<string, string> = {}): Promise<TrialGroup> {
    const around = await surroundings()
    const settings = { ...settingsFor(around), ...env }
    const { rooms } = around
    const group = await (typeof rooms === 'string'
      ? NodeGroup.start(NODES, settings)
      : NodeGroup.startApart(rooms, settings))
    const trial = new TrialGroup(group, around)
    for (let index = 0; index < accounts; index++) await trial.#signUp(index)
    return trial
  }

  get nodes(): readonly ServerProcess[] {
    return this.group.nodes
  }

  get urls(): string[] {
    return this.nodes.map(({ url }) => url)
  }

  /** Memory of the processes in MB. */
  memory(): Promise<number[]> {
    return Promise.all(this.nodes.map(({ pid }) => residentMb(pid!)))
  }

  /** What the nodes logged as errors, as far as their logs are kept, each message once. */
  get errors(): string[] {
    const lines = this.nodes.flatMap(({ log }) => log.split('\n'))
    const messages = lines.flatMap((line) => {
      const { level, msg, err } = readLine(line)
      return level !== undefined && level >= LEVEL_ERROR ? [`${msg}: ${err?.message}`] : []
    })
    return [...new Set(messages)]
  }

  async remove(): Promise<void> {
    await this.group.remove()
    const { rooms, redis, disk } = this.around
    if (typeof rooms !== 'string') rooms.close()
    if (typeof redis !== 'string') await redis.stop()
    if (typeof disk !== 'string') await disk.unmount()
  }

  async #signUp(index: number): Promise<void> {
    const account = await createAccount(this.nodes[index % NODES]!, `member${index}`)
    this.accounts.push(account)
    this.keys.set(account.did, await signingKeyOf(this.nodes[0]!, account.did))
  }
}

async function surroundings(): Promise<Surroundings> {
  const rooms = process.env.EXTERNAL_POSTGRES_URL
    ? 'a PostgreSQL that was given cannot be cut off'
    : SeparateRooms.open(NODES)
  const host = typeof rooms === 'string' ? LOOPBACK : rooms.host
  const redis = redisServerMissing() ?? (await RedisServer.start({ host, durable: true }))
  const disk = (await SmallDisk.mount(DISK_BYTES)) ?? 'no disk may be mounted here'
  return { rooms, redis, disk }
}

function settingsFor({ rooms, redis, disk }: Surroundings): Record<string, string> {
  return {
    PDS_RATE_LIMITS_ENABLED: 'true',
    // Members come with addresses of their own; whoever looks at the end is not counted.
    PDS_RATE_LIMIT_BYPASS_IPS: typeof rooms === 'string' ? LOOPBACK : rooms.host,
    ...(typeof redis !== 'string' && { PDS_REDIS_URL: redis.url }),
    ...(typeof disk !== 'string' && { PDS_BLOBSTORE_DISK_LOCATION: join(disk.path, 'blobs') }),
  }
}

/** Memory of a process in MB. */
export async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1024)
}

function readLine(line: string): { level?: number; msg?: string; err?: { message?: string } } {
  try {
    return JSON.parse(line) as object
  } catch {
    // A part of a line, or nothing of ours.
    return {}
  }
}
