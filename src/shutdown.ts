import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import type { Log } from './telemetry/index.js'

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

/** Time for everything but requests: jobs under way, the database. */
const REST_MAX_MS = 30_000
/** What is left to a stop that is hurried. */
const HURRIED_MAX_MS = 3_000

/** How the process ends, once. */
export interface ProcessEnd {
  on(signal: (typeof SIGNALS)[number], hear: () => void): unknown
  exit(code: number): void
}

/**
 * Stops the server in order when it is told to. From the first signal on, new requests are turned away, requests under
 * way get `drainMs`, then everything is closed from the roof to the ground. A second signal cuts the requests off.
 */
export class Shutdown {
  #begun = false
  #code = 0
  #app: NestFastifyApplication | undefined
  #drainMs = 0
  #log: Log | undefined
  #overdue: NodeJS.Timeout | undefined

  constructor(private readonly process: ProcessEnd) {
    for (const signal of SIGNALS) process.on(signal, () => this.#hear(signal))
  }

  /** What there is to stop. Told to stop before, it does so now. */
  async watch(app: NestFastifyApplication, log: Log, drainMs: number): Promise<void> {
    this.#app = app
    this.#log = log
    this.#drainMs = drainMs
    if (this.#begun) await this.#run()
  }

  /** Stops because of a fault: exit code 1. */
  fail(): void {
    this.#code = 1
    this.#hear('a fault')
  }

  #hear(cause: string): void {
    this.#log?.info({ cause }, this.#begun ? 'told to stop again: requests are cut off' : 'stopping')
    if (this.#begun) return this.#hurry()
    this.#begun = true
    // Before there is something to stop, the start goes on to where it can be undone.
    if (this.#app) void this.#run()
  }

  async #run(): Promise<void> {
    const app = this.#app!
    this.#overdue = this.#exitAfter(this.#drainMs + REST_MAX_MS)
    const drained = setTimeout(() => app.getHttpServer().closeAllConnections(), this.#drainMs)
    try {
      await app.close()
      this.#log?.info({}, 'stopped')
    } catch (error) {
      this.#log?.error({ err: error }, 'the server did not stop in order')
      this.#code = 1
    }
    clearTimeout(drained)
    clearTimeout(this.#overdue)
    this.process.exit(this.#code)
  }

  #hurry(): void {
    if (!this.#app) return this.process.exit(1)
    this.#app.getHttpServer().closeAllConnections()
    clearTimeout(this.#overdue)
    this.#overdue = this.#exitAfter(HURRIED_MAX_MS)
  }

  #exitAfter(ms: number): NodeJS.Timeout {
    return setTimeout(() => {
      this.#log?.error({ ms }, 'the server did not stop in time')
      this.process.exit(1)
    }, ms)
  }
}
