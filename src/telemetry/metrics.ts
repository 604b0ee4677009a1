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

type Without<T> = Omit<T, 'registers'>

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
