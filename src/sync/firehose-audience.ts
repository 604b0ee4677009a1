import {
  type BeforeApplicationShutdown,
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleInit,
} from '@nestjs/common'
import { Clock, Log, TimedId } from '../telemetry/index.js'
import { FirehoseNodeStore, type NotedReader } from './firehose-node.store.js'
import { type FirehoseReader, FirehoseReaders } from './firehose-readers.js'

/** How often each node says who reads from it. */
const NOTED_MS = 15_000

/** What a node has said is true for so long: longer means that it has died. */
const GOOD_FOR_MS = 4 * NOTED_MS

const MS_PER_S = 1_000

/** How much somebody had been sent when that was last looked at. */
interface Mark {
  readonly bytes: number
  readonly atMs: number
  readonly bytesPerSecond: number
}

/** Everybody who reads the event stream, from whichever node. */
@Injectable()
export class FirehoseAudience implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  #node = ''
  #marks = new Map<FirehoseReader, Mark>()
  #wasNoted = false
  #timer: NodeJS.Timeout | undefined

  constructor(
    private readonly readers: FirehoseReaders,
    private readonly store: FirehoseNodeStore,
    private readonly ids: TimedId,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.#node = this.ids.next()
  }

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void this.note(), NOTED_MS)
    this.#timer.unref()
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer)
    if (!this.#wasNoted) return
    await this.store.remove(this.#node).catch((error: unknown) => this.#failed(error))
  }

  /** Those of this node as they are now, those of others as these have said a moment ago. */
  async all(): Promise<NotedReader[]> {
    const others = await this.store.ofOthers(this.#node, new Date(this.clock.nowMs() - GOOD_FOR_MS))
    return [...this.#own(), ...others].sort((one, other) => one.sinceMs - other.sinceMs)
  }

  /** Says to other nodes who reads from this one. As long as nobody does, there is nothing to say. */
  async note(): Promise<void> {
    this.#measure()
    if (this.#marks.size === 0 && !this.#wasNoted) return
    const nowMs = this.clock.nowMs()
    try {
      await this.store.note(this.#node, this.#own(), new Date(nowMs), new Date(nowMs - GOOD_FOR_MS))
      this.#wasNoted = this.#marks.size > 0
    } catch (error) {
      this.#failed(error)
    }
  }

  #own(): NotedReader[] {
    return this.readers.all.map((reader) => {
      const { ip, userAgent, sinceMs, position, bytes } = reader
      const bytesPerSecond = this.#marks.get(reader)?.bytesPerSecond ?? 0
      return { ip, userAgent, sinceMs, position: position(), bytes: bytes(), bytesPerSecond }
    })
  }

  /** How fast each of them was since the last time. */
  #measure(): void {
    const atMs = this.clock.nowMs()
    const marks = this.readers.all.map((reader) => {
      const before = this.#marks.get(reader) ?? { bytes: 0, atMs: reader.sinceMs }
      const bytes = reader.bytes()
      const seconds = Math.max(atMs - before.atMs, 1) / MS_PER_S
      return [reader, { bytes, atMs, bytesPerSecond: (bytes - before.bytes) / seconds }] as const
    })
    this.#marks = new Map(marks)
  }

  #failed(error: unknown): void {
    this.log.warn({ err: error }, 'other nodes could not be told who reads events from this one')
  }
}
