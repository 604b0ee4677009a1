import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common'
import { Log, Metrics, Tallies } from '../../telemetry/index.js'
import { HttpConfig } from '../http.config.js'
import { Hysteresis } from './hysteresis.js'
import { LoopDelay } from './loop-delay.js'

const SAMPLE_MS = 500

/** Late for so many samples in a row is too late, and in time for so many is good again. */
const SAMPLES_IN_ROW = 4

/** Requests are taken again when there are this many of the most left, and timers this much less late. */
const BEARABLE_PART = 0.8
const BEARABLE_DELAY_PART = 0.5

/**
 * Knows how much this process has to do, and whether that is too much. What is turned away at the door is answered at
 * once and costs nothing; what is let in and cannot be done in time costs as much as what can.
 */
@Injectable()
export class LoadShedding implements OnModuleInit, OnModuleDestroy {
  readonly #busy: Hysteresis
  readonly #late: Hysteresis
  readonly #shed = new Tallies('reason')
  readonly #ofRequests = this.#shed.of('requests')
  readonly #ofDelay = this.#shed.of('event_loop')
  #inFlight = 0
  #timer: NodeJS.Timeout | undefined

  constructor(
    { requestsInFlightMax: inFlightMax, eventLoopDelayMaxMs: delayMaxMs }: HttpConfig,
    private readonly delay: LoopDelay,
    private readonly log: Log,
    metrics: Metrics,
  ) {
    this.#busy = new Hysteresis({
      enter: inFlightMax,
      leave: Math.floor(inFlightMax * BEARABLE_PART),
      inRow: 1,
    })
    this.#late = new Hysteresis({
      enter: delayMaxMs,
      leave: delayMaxMs * BEARABLE_DELAY_PART,
      inRow: SAMPLES_IN_ROW,
    })
    metrics.expose('pds_requests_shed_total', 'Requests turned away because of load, by reason.', this.#shed)
    metrics.level(
      'pds_requests_in_flight',
      'Requests that were let in and are not answered yet.',
      () => this.#inFlight,
    )
  }

  onModuleInit(): void {
    this.#timer = setInterval(() => this.sample(), SAMPLE_MS)
    this.#timer.unref()
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer)
  }

  /** Whether a request that comes now had better come later. */
  get isOverloaded(): boolean {
    return this.#busy.isHigh || this.#late.isHigh
  }

  /** A request was turned away. */
  refused(): void {
    const reason = this.#busy.isHigh ? this.#ofRequests : this.#ofDelay
    reason.add()
  }

  /** A request was let in. */
  enter(): void {
    this.#weigh(++this.#inFlight)
  }

  /** A request that was let in is over, in whatever way. */
  leave(): void {
    this.#weigh(--this.#inFlight)
  }

  /** Looks how late the process is. */
  sample(): void {
    const delayMs = this.delay.takeMs()
    const before = this.#late.isHigh
    if (this.#late.take(delayMs) === before) return
    const facts = { delayMs: Math.round(delayMs), inFlight: this.#inFlight }
    if (before) this.log.info(facts, 'the process is in time again: requests are let in')
    else this.log.warn(facts, 'the process is late: requests are turned away')
  }

  #weigh(inFlight: number): void {
    const before = this.#busy.isHigh
    if (this.#busy.take(inFlight) === before) return
    if (before) this.log.info({ inFlight }, 'fewer requests are under way: others are let in')
    else this.log.warn({ inFlight }, 'too many requests are under way: others are turned away')
  }
}
