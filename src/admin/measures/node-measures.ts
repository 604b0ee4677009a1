import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common'
import { UnitOfWork } from '../../database/index.js'
import { Log, type Vitals } from '../../telemetry/index.js'
import type { MeasureKey } from './measure-keys.js'
import { MeasureStore } from './measure.store.js'
import { MethodTimingStore } from './method-timing.store.js'
import { NO_TOTALS, NodeCounters, type NodeTotals, totalsSince } from './node-counters.js'

const MINUTE_MS = 60_000

/** Writes down every minute what this node has counted since, and how it fares itself. */
@Injectable()
export class NodeMeasures implements OnModuleInit, OnApplicationShutdown {
  /** what is written down already */
  #written: NodeTotals = NO_TOTALS
  #timer: NodeJS.Timeout | undefined

  constructor(
    private readonly counters: NodeCounters,
    private readonly store: MeasureStore,
    private readonly timings: MethodTimingStore,
    private readonly work: UnitOfWork,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.#timer = setInterval(() => void this.write(), MINUTE_MS)
    this.#timer.unref()
  }

  onApplicationShutdown(): void {
    clearInterval(this.#timer)
  }

  /** Writes down what is new since the last time. What cannot be written is counted on. */
  async write(): Promise<void> {
    try {
      const now = await this.counters.totals()
      const { measures, methods } = totalsSince(now, this.#written)
      const { atMs, ...vitals } = this.counters.vitals()
      await this.work.run(async (tx) => {
        await this.store.add(new Map([...measures, ...gaugesOf(vitals)]), atMs, tx)
        if (methods.size > 0) await this.timings.add(methods, atMs, tx)
      })
      this.#written = now
    } catch (error) {
      this.log.warn({ err: error }, 'what was counted could not be written')
    }
  }
}

function gaugesOf({ cpuShare, memoryBytes, eventLoopDelayS }: Omit<Vitals, 'atMs'>): [MeasureKey, number][] {
  return [
    ['process.cpu', cpuShare],
    ['process.memory', memoryBytes],
    ['process.eventLoopDelay', eventLoopDelayS],
  ]
}
