import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { Draining, HttpConfig } from './http/index.js'
import type { Log } from './telemetry/index.js'

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

/** A stop by the defaults takes no longer than this: orchestrators kill what does not stop within 30 s. */
const STOP_MAX_MS = 25_000
/** Of it, what is left for everything but requests: jobs under way, the database. */
const REST_MAX_MS = 13_000
/** What is left to a stop that is hurried. */
const HURRIED_MAX_MS = 3_000

/** How the process ends, once. */
export interface ProcessEnd {
  on(signal: (typeof SIGNALS)[number], hear: () => void): unknown
  exit(code: number): void
}

/**
 * Stops the server in order when it is told to. From the first signal on it says that it is not ready; after
 * `shutdownDelayMs` new requests are turned away, requests under way get `drainMs`, then everything is closed from the
 * roof to the ground. A second signal cuts all of this short.
 */
export class Shutdown {
  #begun = false
  #hurried = false
  #code = 0
  #app: NestFastifyApplication | undefined
  #log: Log | undefined
  #overdue: NodeJS.Timeout | undefined
  #endWait: (() => void) | undefined

  constructor(private readonly process: ProcessEnd) {
    for (const signal of SIGNALS) process.on(signal, () => this.#hear(signal))
  }

  /** What there is to stop. Told to stop before, it does so now. */
  async watch(app: NestFastifyApplication, log: Log): Promise<void> {
    this.#app = app
    this.#log = log
    if (this.#begun) await this.#run(app)
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
    if (this.#app) void this.#run(this.#app)
  }

  async #run(app: NestFastifyApplication): Promise<void> {
    const { shutdownDelayMs, drainMs } = app.get(HttpConfig)
    const draining = app.get(Draining)
    this.#overdue = this.#exitAfter(Math.max(STOP_MAX_MS, shutdownDelayMs + drainMs + REST_MAX_MS))
    draining.begin()
    if (this.#code === 0) await this.#wait(shutdownDelayMs)
    draining.turnAway()
    const drained = setTimeout(() => app.getHttpServer().closeAllConnections(), drainMs)
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
    this.#hurried = true
    this.#endWait?.()
    this.#app.getHttpServer().closeAllConnections()
    clearTimeout(this.#overdue)
    this.#overdue = this.#exitAfter(HURRIED_MAX_MS)
  }

  /** Waits for load balancers to look, unless there is no time. */
  #wait(ms: number): Promise<void> {
    if (this.#hurried || ms === 0) return Promise.resolve()
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#endWait = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  #exitAfter(ms: number): NodeJS.Timeout {
    return setTimeout(() => {
      this.#log?.error({ ms }, 'the server did not stop in time')
      this.process.exit(1)
    }, ms)
  }
}
