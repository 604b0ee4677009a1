import { ExternalPostgres } from '../support/external-postgres.js'
import type { SeparateRooms } from '../support/separate-rooms.js'
import { freePort } from '../support/free-port.js'
import { type Room, ServerProcess } from './server-process.js'

/** What all nodes must agree on. */
const SHARED = {
  PDS_SERVICE_DID: 'did:web:localhost',
  PDS_JWT_SECRET: 'a secret that all nodes have',
  PDS_ADMIN_PASSWORD: 'admin-of-all-nodes',
  PDS_PLC_ROTATION_KEY_K256_PRIVATE_KEY_HEX: '11'.repeat(32),
  PDS_KEY_ENCRYPTION_KEY_HEX: '22'.repeat(32),
  LOG_LEVEL: 'warn',
}

export const ADMIN = `Basic ${Buffer.from(`admin:${SHARED.PDS_ADMIN_PASSWORD}`).toString('base64')}`

/** The lock of the sequencer (src/sequencer/sequencer.ts). */
const LEADER = `
  SELECT application_name AS name FROM pg_locks JOIN pg_stat_activity USING (pid)
   WHERE locktype = 'advisory' AND objid = ${0x67756c64} AND granted`

/** Several server processes on one PostgreSQL that is none of theirs. */
export class NodeGroup {
  private constructor(
    readonly postgres: ExternalPostgres,
    readonly nodes: readonly ServerProcess[],
  ) {}

  /** @param env settings of all nodes beside those they must agree on @param postgres if not one that is migrated */
  static start(
    count: number,
    env: Record<string, string> = {},
    postgres?: ExternalPostgres,
  ): Promise<NodeGroup> {
    return NodeGroup.#start(
      Array.from({ length: count }, () => env),
      postgres,
    )
  }

  /** Nodes with one URL, as behind a balancer: each listens on a loopback address of its own. */
  static async startBehindOneUrl(count: number, env: Record<string, string> = {}): Promise<NodeGroup> {
    const port = String(await freePort())
    return NodeGroup.#start(
      Array.from({ length: count }, (_, index) => {
        return { ...env, PDS_PORT: port, PDS_BIND_ADDRESS: `127.0.0.${index + 1}` }
      }),
    )
  }

  /** Nodes each in a room of its own, which reach their database over the network between the rooms. */
  static async startApart(rooms: SeparateRooms, env: Record<string, string> = {}): Promise<NodeGroup> {
    const postgres = await ExternalPostgres.start(rooms.host)
    return NodeGroup.#start(
      rooms.all.map(() => env),
      postgres,
      rooms.all,
    )
  }

  static async #start(
    envs: readonly Record<string, string>[],
    postgres?: ExternalPostgres,
    rooms: readonly Room[] = [],
  ): Promise<NodeGroup> {
    postgres ??= await ExternalPostgres.start()
    const url = (index: number) => postgres.url(nameOf(index))
    const nodes = await Promise.all(
      envs.map((env, index) =>
        ServerProcess.create({ ...SHARED, PDS_DATABASE_URL: url(index), ...env }, rooms[index]),
      ),
    )
    const group = new NodeGroup(postgres, nodes)
    try {
      await Promise.all(nodes.map((node) => node.start()))
    } catch (error) {
      await group.remove()
      throw error
    }
    return group
  }

  /** The node that gives events their numbers, if there is one at the moment. */
  async leader(): Promise<ServerProcess | undefined> {
    const [row] = await this.postgres.rows<{ name: string }>(LEADER)
    return this.nodes.find((_node, index) => nameOf(index) === row?.name)
  }

  async remove(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.remove()))
    await this.postgres.remove()
  }
}

function nameOf(index: number): string {
  return `node-${index}`
}
