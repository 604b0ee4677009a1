import { setTimeout as sleep } from 'node:timers/promises'
import { FirehoseReader, type Frame } from '../e2e/firehose-reader.js'
import type { ServerProcess } from '../e2e/server-process.js'

const RECONNECT_MS = 20

/** A frame and when it came, in milliseconds since 1970. */
export interface Arrival {
  frame: Frame
  atMs: number
}

/** Follows the stream of one node from its beginning; when the connection ends, it goes on after the last event. */
export class SteadyConsumer {
  readonly arrivals: Arrival[] = []
  #reader: FirehoseReader | undefined
  #running: Promise<void> | undefined
  #stopped = false

  constructor(readonly server: Pick<ServerProcess, 'webSocketUrl'>) {}

  start(): void {
    this.#running = this.#run()
  }

  get frames(): Frame[] {
    return this.arrivals.map(({ frame }) => frame)
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#reader?.close()
    await this.#running
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      const cursor = this.arrivals.at(-1)?.frame.seq ?? 0
      const take = (frame: Frame): void => void this.arrivals.push({ frame, atMs: Date.now() })
      try {
        this.#reader = await FirehoseReader.open(this.server, cursor, take)
        if (this.#stopped) this.#reader.close()
        await this.#reader.closed
      } catch {
        // The node is down; its successor takes the same port.
      }
      await sleep(RECONNECT_MS)
    }
  }
}
