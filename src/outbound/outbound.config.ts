import { boolean, configSection, duration, integer, list, ServiceConfig } from '../config/index.js'

/** How this server talks to others. */
export class OutboundConfig extends configSection(
  'outbound',
  {
    protectionDisabled: boolean({
      env: 'PDS_DISABLE_SSRF_PROTECTION',
      defaultHelp: 'true in development mode, else false',
      help: 'Allows requests to private addresses and without TLS. For development only.',
    }),
    responseMaxBytes: integer({
      env: 'PDS_FETCH_MAX_RESPONSE_SIZE',
      default: 524_288,
      min: 1024,
      help: 'Largest answer that is read from other servers, unless a purpose has a limit of its own (bytes).',
    }),
    timeoutMs: duration({
      env: 'PDS_FETCH_TIMEOUT_MS',
      default: 10_000,
      min: 1,
      help: 'Longest time for a request to another server, unless a purpose has a limit of its own (ms).',
    }),
    connectionsPerOrigin: integer({
      env: 'PDS_FETCH_CONNECTIONS',
      default: 128,
      min: 1,
      help: 'Most connections to one other server at a time.',
    }),
    http2Allowed: boolean({
      env: 'PDS_PROXY_ALLOW_HTTP2',
      default: true,
      help: 'Whether calls that are passed on to other services use HTTP/2 where these have it.',
    }),
    dnsTimeoutMs: duration({
      env: 'PDS_DNS_TIMEOUT_MS',
      default: 3_000,
      min: 1,
      help: 'Longest wait for one answer of a name server (ms).',
    }),
    backupNameservers: list({
      env: 'PDS_HANDLE_BACKUP_NAMESERVERS',
      default: [],
      help: 'Name servers (names or addresses) that are asked for handles when the usual ones know nothing.',
    }),
  },
  {
    derive: (own, section) => ({
      protectionDisabled: own.protectionDisabled ?? section(ServiceConfig).devMode,
    }),
  },
) {}
