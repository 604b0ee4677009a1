import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common'
import {
  collectDefaultMetrics,
  Counter,
  Gauge,
  Histogram,
  Registry,
  type CounterConfiguration,
  type GaugeConfiguration,
  type HistogramConfiguration,
} from 'prom-client'
import type { HeldSeries, Sample } from './held-series.js'

/** As registries have metrics, those that are only shown included. */
interface Measured {
  get(): Promise<{ readonly values: readonly Sample[] }>
}

type Without<T> = Omit<T, 'registers'>

/** A metric with all its lines. */
export interface MetricSamples {
  readonly name: string
  readonly help: string
  readonly type: 'counter' | 'gauge' | 'histogram' | 'summary'
  readonly values: readonly Sample[]
}

/** A line of a metric; of a histogram, its name says what it counts. */
export interface MetricLine {
  readonly name: string
  readonly labels: Readonly<Record<string, string | number>>
  readonly value: number
}

/** Numbers about this process in a registry of its own, so that several applications can live in one process. */
@Injectable()
export class Metrics implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #registry = new Registry()

  onApplicationBootstrap(): void {
    collectDefaultMetrics({ register: this.#registry })
  }

  onApplicationShutdown(): void {
    this.#registry.clear()
  }

  /** Something that only goes up. Asked for twice by one name, it is the same one. */
  counter<L extends string>(options: Without<CounterConfiguration<L>>): Counter<L> {
    return (
      this.#known<Counter<L>>(options.name) ?? new Counter<L>({ ...options, registers: [this.#registry] })
    )
  }

  /** Something that goes up and down; with `collect`, read when somebody asks. */
  gauge<L extends string>(options: Without<GaugeConfiguration<L>>): Gauge<L> {
    return this.#known<Gauge<L>>(options.name) ?? new Gauge<L>({ ...options, registers: [this.#registry] })
  }

  /** How often values fall into which range. Durations are in seconds, as is the custom of Prometheus. */
  histogram<L extends string>(options: Without<HistogramConfiguration<L>>): Histogram<L> {
    return (
      this.#known<Histogram<L>>(options.name) ?? new Histogram<L>({ ...options, registers: [this.#registry] })
    )
  }

  /**
   * Shows numbers that others hold.
   * @param name in the way of Prometheus: the unit last, `_total` for what only goes up
   */
  expose(name: string, help: string, series: HeldSeries<unknown>): void {
    const get = () =>
      Promise.resolve({ name, help, type: series.type, values: series.samples(name), aggregator: 'sum' })
    this.#registry.registerMetric({ name, help, type: series.type, get } as never)
  }

  /** Shows a number that only goes up and that somebody keeps anyway, read when somebody asks. */
  total(name: string, help: string, read: () => number): void {
    const collect = function (this: Counter): void {
      this.reset()
      this.inc(read())
    }
    this.counter({ name, help, collect })
  }

  /** Shows a number that goes up and down, read when somebody asks; NaN stands for one that is not known. */
  level(name: string, help: string, read: () => number | Promise<number>): void {
    this.gauge({
      name,
      help,
      async collect() {
        this.set(await read())
      },
    })
  }

  /** Everything as data, for those who send it on. */
  samples(): Promise<MetricSamples[]> {
    return this.#registry.getMetricsAsJSON() as unknown as Promise<MetricSamples[]>
  }

  /** The lines of one metric; none if nothing of that name was counted yet. */
  async lines(name: string): Promise<MetricLine[]> {
    const metric = this.#registry.getSingleMetric(name) as Measured | undefined
    const { values } = (await metric?.get()) ?? { values: [] }
    return values.map(({ metricName = name, labels, value }) => ({ name: metricName, labels, value }))
  }

  /** Media type of {@link text}. */
  get contentType(): string {
    return this.#registry.contentType
  }

  /** Everything, in the text format of Prometheus. */
  text(): Promise<string> {
    return this.#registry.metrics()
  }

  #known<T>(name: string): T | undefined {
    return this.#registry.getSingleMetric(name) as T | undefined
  }
}
