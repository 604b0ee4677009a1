import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common'
import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks'
import { Clock } from './clock.js'

const MS_PER_S = 1_000
const US_PER_MS = 1_000
const NS_PER_S = 1e9
const PERCENTILE = 99

/** How finely it is looked whether the event loop is held up (ms): that long it is always. */
const RESOLUTION_MS = 20

/** How this process fares. */
export interface Vitals {
  /** ms since the epoch */
  readonly atMs: number
  /** of one core, since the last time: 1.5 is one core and a half */
  readonly cpuShare: number
  readonly memoryBytes: number
  /** that 99 of 100 timers had to wait no longer than, since the last time (s) */
  readonly eventLoopDelayS: number
}

/** How this process fares, from one time that somebody asks to the next. */
@Injectable()
export class ProcessVitals implements OnModuleInit, OnApplicationShutdown {
  #cpu = process.cpuUsage()
  #atMs = 0
  #delays: IntervalHistogram | undefined

  constructor(private readonly clock: Clock) {}

  onModuleInit(): void {
    this.#atMs = this.clock.nowMs()
    this.#delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
    this.#delays.enable()
  }

  onApplicationShutdown(): void {
    this.#delays?.disable()
  }

  /** How it was since the last time; one may ask only, or each has a part of the truth. */
  take(): Vitals {
    const [atMs, cpu] = [this.clock.nowMs(), process.cpuUsage()]
    const usedMs = (cpu.user + cpu.system - this.#cpu.user - this.#cpu.system) / US_PER_MS
    const cpuShare = usedMs / Math.max(atMs - this.#atMs, 1)
    const delayS = this.#delays && this.#delays.count > 0 ? this.#delays.percentile(PERCENTILE) / NS_PER_S : 0
    this.#delays?.reset()
    this.#atMs = atMs
    this.#cpu = cpu
    const eventLoopDelayS = Math.max(0, delayS - RESOLUTION_MS / MS_PER_S)
    return { atMs, cpuShare, memoryBytes: process.memoryUsage.rss(), eventLoopDelayS }
  }
}
