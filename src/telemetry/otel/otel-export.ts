import { logs } from '@opentelemetry/api-logs'
import { OTLPMetricExporter as GrpcMetricExporter } from '@opentelemetry/exporter-metrics-otlp-grpc'
import { OTLPMetricExporter as JsonMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http'
import { OTLPMetricExporter as ProtoMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto'
import { PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics'
import { NodeSDK } from '@opentelemetry/sdk-node'
import { copyLinesTo } from '../log-lines.js'
import type { Metrics } from '../metrics.js'
import { makeSpansWith } from '../spans.js'
import { LogRecords } from './log-records.js'
import type { OpenTelemetryConfig } from './opentelemetry.config.js'
import { OtelSpans } from './otel-spans.js'
import { RegistryProducer } from './registry-producer.js'

const LOGGER = 'guildhall'

const EXPORT_MAX_MS = 30_000

/** They find out for themselves where to, and with which headers. */
const METRIC_EXPORTERS = {
  'http/json': JsonMetricExporter,
  'http/protobuf': ProtoMetricExporter,
  grpc: GrpcMetricExporter,
} as const

/** Nobody waits longer for a collector that does not answer. */
const FLUSH_MAX_MS = 2_000

/**
 * Sends traces, metrics and logs to a collector, as the standard variables say. This file loads the SDK: it is imported
 * only where something is to be sent.
 */
export class OtelExport {
  readonly #sdk: NodeSDK
  readonly #sendsTraces: boolean
  readonly #sendsLogs: boolean

  /** @param nowMs milliseconds since the epoch */
  constructor(config: OpenTelemetryConfig, metrics: Metrics, nowMs: () => number) {
    this.#sdk = new NodeSDK({
      serviceName: config.serviceName,
      // Nothing is patched: the server makes its spans by itself.
      instrumentations: [],
      metricReaders: config.sendsMetrics ? [readerOf(config, new RegistryProducer(metrics, nowMs))] : [],
      // Left to itself, the SDK sends to this machine what has no endpoint.
      ...(!config.sendsTraces && { spanProcessors: [] }),
      ...(!config.sendsLogs && { logRecordProcessors: [] }),
    })
    this.#sendsTraces = config.sendsTraces
    this.#sendsLogs = config.sendsLogs
  }

  start(): void {
    this.#sdk.start()
    if (this.#sendsTraces) makeSpansWith(new OtelSpans())
    if (!this.#sendsLogs) return
    const records = new LogRecords(logs.getLogger(LOGGER))
    copyLinesTo((line) => records.take(line))
  }

  /** Sends what is left. */
  async stop(): Promise<void> {
    makeSpansWith(undefined)
    copyLinesTo(undefined)
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, FLUSH_MAX_MS)))
    await Promise.race([this.#sdk.shutdown().catch(() => undefined), late])
    clearTimeout(timer)
  }
}

function readerOf(config: OpenTelemetryConfig, producer: RegistryProducer): PeriodicExportingMetricReader {
  const exporter =
    config.metricsProtocol === 'http/json' ? new JsonMetricExporter() : new ProtoMetricExporter()
  const exportIntervalMillis = config.metricIntervalMs
  const exportTimeoutMillis = Math.min(exportIntervalMillis, EXPORT_MAX_MS)
  return new PeriodicExportingMetricReader({
    exporter,
    exportIntervalMillis,
    exportTimeoutMillis,
    metricProducers: [producer],
  })
}
