import { configSection, integer, secretString, string } from '../../config/index.js'

/** Short secrets can be guessed by whoever may ask as often as they like. */
const TOKEN_LENGTH_MIN = 16

/** How numbers about the server are read. */
export class MetricsConfig extends configSection('metrics', {
  port: integer({
    env: 'PDS_METRICS_PORT',
    min: 0,
    max: 65_535,
    defaultHelp: 'no listener',
    help: 'Port on which GET /metrics is answered to Prometheus, apart from everything else; 0 takes a free one.',
  }),
  host: string({
    env: 'PDS_METRICS_HOST',
    default: '127.0.0.1',
    help: 'Address on which that port is opened. Without a token, whoever reaches it can read it.',
  }),
  token: secretString({
    env: 'PDS_METRICS_TOKEN',
    lengthMin: TOKEN_LENGTH_MIN,
    help: 'Bearer token for /metrics. With it, the port of the service answers there too.',
  }),
}) {}
