import { boolean, configSection, duration, enumeration, string } from '../../config/index.js'

const PROTOCOLS = ['http/protobuf', 'http/json', 'grpc'] as const

const endpointOf = (signal: string) =>
  string({
    env: `OTEL_EXPORTER_OTLP_${signal}_ENDPOINT`,
    defaultHelp: 'below OTEL_EXPORTER_OTLP_ENDPOINT',
    help: `Whole URL that ${signal.toLowerCase()} are sent to.`,
  })

const exporterOf = (signal: string) =>
  string({
    env: `OTEL_${signal}_EXPORTER`,
    defaultHelp: 'otlp',
    help: `"otlp" or "none": whether ${signal.toLowerCase()} are sent.`,
  })

/**
 * Which of the standard variables of OpenTelemetry say that it is wanted. Its SDK reads these and all others (headers,
 * protocols, samplers, intervals, limits) by itself.
 */
export class OpenTelemetryConfig extends configSection(
  'opentelemetry',
  {
    isDisabled: boolean({
      env: 'OTEL_SDK_DISABLED',
      default: false,
      help: 'Sends nothing, whatever else is set.',
    }),
    serviceName: string({
      env: 'OTEL_SERVICE_NAME',
      default: 'guildhall',
      help: 'Name of this service in traces, metrics and logs.',
    }),
    endpoint: string({
      env: 'OTEL_EXPORTER_OTLP_ENDPOINT',
      defaultHelp: 'nothing is sent',
      help: 'URL of a collector that takes OTLP; traces, metrics and logs are sent there.',
    }),
    tracesEndpoint: endpointOf('TRACES'),
    metricsEndpoint: endpointOf('METRICS'),
    logsEndpoint: endpointOf('LOGS'),
    tracesExporter: exporterOf('TRACES'),
    metricsExporter: exporterOf('METRICS'),
    logsExporter: exporterOf('LOGS'),
    protocol: enumeration({
      env: 'OTEL_EXPORTER_OTLP_PROTOCOL',
      values: PROTOCOLS,
      default: 'http/protobuf',
      help: 'How everything is sent.',
    }),
    metricsProtocol: enumeration({
      env: 'OTEL_EXPORTER_OTLP_METRICS_PROTOCOL',
      values: PROTOCOLS,
      defaultHelp: 'OTEL_EXPORTER_OTLP_PROTOCOL',
      help: 'How metrics are sent.',
    }),
    metricIntervalMs: duration({
      env: 'OTEL_METRIC_EXPORT_INTERVAL',
      default: 60_000,
      min: 100,
      help: 'How often metrics are sent (ms).',
    }),
  },
  {
    derive: (own) => {
      const isSent = (exporter: string | undefined, endpoint: string | undefined): boolean =>
        !own.isDisabled && exporter !== 'none' && (endpoint ?? own.endpoint) !== undefined
      return {
        sendsTraces: isSent(own.tracesExporter, own.tracesEndpoint),
        sendsMetrics: isSent(own.metricsExporter, own.metricsEndpoint),
        sendsLogs: isSent(own.logsExporter, own.logsEndpoint),
        metricsProtocol: own.metricsProtocol ?? own.protocol,
      }
    },
  },
) {}
