import { Injectable, type OnApplicationShutdown } from '@nestjs/common'
import { Clock } from '../clock.js'
import { Metrics } from '../metrics.js'
import { OpenTelemetryConfig } from './opentelemetry.config.js'
import type { OtelExport } from './otel-export.js'

/** Sends traces, metrics and logs to a collector, if the settings ask for it; otherwise it costs nothing. */
@Injectable()
export class TelemetryExport implements OnApplicationShutdown {
  #running: OtelExport | undefined

  constructor(
    private readonly config: OpenTelemetryConfig,
    private readonly metrics: Metrics,
    private readonly clock: Clock,
  ) {}

  /** To be called before requests come. */
  async start(): Promise<void> {
    const { sendsTraces, sendsMetrics, sendsLogs } = this.config
    if (!sendsTraces && !sendsMetrics && !sendsLogs) return
    // The SDK is large; who does not use it does without.
    const { OtelExport } = await import('./otel-export.js')
    this.#running = new OtelExport(this.config, this.metrics, () => this.clock.nowMs())
    this.#running.start()
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#running?.stop()
  }
}
