import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common'
import { HttpAdapterHost } from '@nestjs/core'
import type { FastifyInstance } from 'fastify'
import { Clock, Log } from '../../telemetry/index.js'
import type { MeasureKey } from './measure-keys.js'
import { MeasureStore } from './measure.store.js'

const MINUTE_MS = 60_000
const FAULT = 500
const TOO_MANY = 429
const METHODS = '/xrpc/'

/** Counts what this node answers, in memory, and writes it down once a minute. */
@Injectable()
export class RequestCounts implements OnModuleInit, OnApplicationShutdown {
  #counts = new Map<MeasureKey, number>()
  #timer: NodeJS.Timeout | undefined

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly store: MeasureStore,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    // Commands of the operator have no server.
    const server = this.host.httpAdapter?.getInstance<FastifyInstance>()
    server?.addHook('onResponse', (request, reply, done) => {
      this.#note(request.raw.url ?? '', reply.statusCode)
      done()
    })
    this.#timer = setInterval(() => void this.write(), MINUTE_MS)
    this.#timer.unref()
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer)
  }

  /** Writes down what was counted since the last time. What cannot be written is counted on. */
  async write(): Promise<void> {
    const counts = this.#counts
    if (counts.size === 0) return
    this.#counts = new Map()
    try {
      await this.store.add(counts, this.clock.nowMs())
    } catch (error) {
      for (const [key, count] of counts) this.#add(key, count)
      this.log.warn({ err: error }, 'what was counted could not be written')
    }
  }

  #note(url: string, status: number): void {
    if (status === TOO_MANY) this.#add('http.rateLimited', 1)
    if (!url.startsWith(METHODS)) return
    this.#add('xrpc.requests', 1)
    if (status >= FAULT) this.#add('xrpc.errors', 1)
  }

  #add(key: MeasureKey, count: number): void {
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + count)
  }
}
