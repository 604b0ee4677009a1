import { setTimeout as sleep } from 'node:timers/promises'
import type { ServerProcess } from '../e2e/server-process.js'
import { NODES } from './settings.js'
import type { TrialGroup } from './trial-group.js'

const PROCESS_AWAY_MS = 2_000
const REDIS_AWAY_MS = 5_000
const POSTGRES_SIGNALS = ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const
const STARTED = 'SELECT pg_postmaster_start_time() AS at'
const POLL_MS = 50
const EVERYBODY = Array.from({ length: NODES }, (_, node) => node)

/** Something that goes wrong, and is put right. */
export interface Fault {
  readonly title: string
  /** nodes that it concerns */
  readonly nodes: readonly number[]
  /** what is tried to see whether it has passed */
  readonly probe: 'write' | 'upload'
  /** Begins and ends it. */
  happen(): Promise<void>
}

/** Makes the faults of a trial, one kind after the other. */
export class Faults {
  readonly #kinds = [
    (round: number) => this.#kill(round),
    (round: number) => this.#postgres(round),
    (round: number) => this.#partition(round),
    (round: number) => this.#redis(round),
    () => this.#disk(),
  ]

  /** @param holdMs how long what can be held stays as it is */
  constructor(
    private readonly trial: TrialGroup,
    private readonly holdMs: number,
  ) {}

  /** The fault of that number, or why it cannot be had here. */
  async next(index: number): Promise<Fault | string> {
    return this.#kinds[index % this.#kinds.length]!(Math.floor(index / this.#kinds.length))
  }

  #kill(round: number): Fault {
    const node = round % NODES
    return {
      title: 'kill -9 of a node',
      nodes: [node],
      probe: 'write',
      happen: async () => {
        const process = this.trial.nodes[node]!
        await process.stop('SIGKILL')
        await sleep(PROCESS_AWAY_MS)
        await process.start()
      },
    }
  }

  #postgres(round: number): Fault | string {
    const { postgres } = this.trial.group
    if (!postgres.isOurs) return 'PostgreSQL cannot be restarted: it was given'
    const signal = POSTGRES_SIGNALS[round % POSTGRES_SIGNALS.length]!
    const started = async () => String((await postgres.rows<{ at: Date }>(STARTED))[0]!.at)
    return {
      title: `PostgreSQL restarts (${signal})`,
      nodes: EVERYBODY,
      probe: 'write',
      happen: async () => {
        const before = await started()
        await postgres.stop(signal)
        while ((await started().catch(() => before)) === before) await sleep(POLL_MS)
      },
    }
  }

  /** By turns of the node that numbers events, and of another. */
  async #partition(round: number): Promise<Fault | string> {
    const { rooms } = this.trial.around
    if (typeof rooms === 'string') return `no node can be cut off: ${rooms}`
    const leader = this.trial.nodes.indexOf((await this.trial.group.leader()) ?? this.trial.nodes[0]!)
    const isLeader = round % 2 === 0
    const node = isLeader ? leader : (leader + 1) % NODES
    return {
      title: `partition of ${isLeader ? 'the sequencer' : 'another node'}`,
      nodes: [node],
      probe: 'write',
      happen: async () => {
        rooms.cut(node)
        await sleep(this.holdMs)
        rooms.join(node)
      },
    }
  }

  /** By turns alone, and while a node is replaced, which has to stop and to start without it. */
  #redis(round: number): Fault | string {
    const { redis } = this.trial.around
    if (typeof redis === 'string') return redis
    const node = this.trial.nodes[round % NODES]!
    const isReplacing = round % 2 === 1
    return {
      title: isReplacing ? 'a node is replaced without Redis' : 'Redis restarts',
      nodes: EVERYBODY,
      probe: 'write',
      happen: async () => {
        await redis.kill()
        if (isReplacing) await replace(node)
        else await sleep(Math.min(REDIS_AWAY_MS, this.holdMs))
        await redis.run()
      },
    }
  }

  #disk(): Fault | string {
    const { disk } = this.trial.around
    if (typeof disk === 'string') return disk
    return {
      title: 'disk of the blobs is full',
      nodes: EVERYBODY,
      probe: 'upload',
      happen: async () => {
        const endMs = Date.now() + this.holdMs
        for (; Date.now() < endMs; await sleep(POLL_MS)) await disk.fill()
        await disk.relieve()
      },
    }
  }
}

async function replace(node: ServerProcess): Promise<void> {
  const { code, signal } = await node.stop('SIGTERM')
  if (code !== 0) throw new Error(`a node that was told to stop ended with ${code ?? signal}`)
  await node.start()
}
