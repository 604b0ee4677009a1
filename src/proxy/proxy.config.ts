import { type Did, isDid } from '@guildhall/syntax'
import { AuthConfig } from '../auth/index.js'
import { boolean, configSection, duration, integer, string, url } from '../config/index.js'

const MINUTE_MS = 60_000
const MIB = 2 ** 20

/** A service as it is configured. */
export interface ConfiguredService {
  readonly did: Did
  readonly url: string
}

/** The services that calls are passed on to, and how. */
export class ProxyConfig extends configSection(
  'proxy',
  {
    appViewUrl: url({
      env: 'PDS_BSKY_APP_VIEW_URL',
      help: 'The AppView: the service that answers the methods which this one does not have.',
    }),
    appViewDid: string({ env: 'PDS_BSKY_APP_VIEW_DID', help: 'DID of the AppView; needed with its URL.' }),
    cdnUrlPattern: string({
      env: 'PDS_BSKY_APP_VIEW_CDN_URL_PATTERN',
      help: 'Where the AppView has pictures: a URL with %s for the size, the DID and the CID, in this order.',
    }),
    moderationUrl: url({
      env: 'PDS_MOD_SERVICE_URL',
      help: 'The moderation service, to which the methods of moderators are passed on; PDS_MOD_SERVICE_DID is needed with it.',
    }),
    reportUrl: url({
      env: 'PDS_REPORT_SERVICE_URL',
      defaultHelp: 'that of the moderation service',
      help: 'The service that takes reports.',
    }),
    reportDid: string({
      env: 'PDS_REPORT_SERVICE_DID',
      defaultHelp: 'that of the moderation service',
      help: 'DID of the service that takes reports; needed with its URL.',
    }),
    bareAudience: boolean({
      env: 'PDS_PROXY_BARE_AUDIENCE',
      default: false,
      help: 'Whether tokens for other services name them by their DID alone, for services that do not know the form did#service yet.',
    }),
    preferCompressed: boolean({
      env: 'PDS_PROXY_PREFER_COMPRESSED',
      default: false,
      help: 'Whether other services are asked to compress answers that are looked into here, if the client takes that at all; otherwise they are asked for what the client likes best. What is only passed on is as the client asks for it.',
    }),
    headersTimeoutMs: duration({
      env: 'PDS_PROXY_HEADERS_TIMEOUT',
      default: 10_000,
      min: 1,
      help: 'Longest wait for another service to begin its answer (ms).',
    }),
    bodyTimeoutMs: duration({
      env: 'PDS_PROXY_BODY_TIMEOUT',
      default: 30_000,
      min: 1,
      help: 'Longest pause of another service in the middle of its answer (ms).',
    }),
    totalTimeoutMs: duration({
      env: 'PDS_PROXY_TOTAL_TIMEOUT',
      default: 10 * MINUTE_MS,
      min: 1,
      help: 'Longest time for a call that is passed on, from its first byte to its last (ms).',
    }),
    responseMaxBytes: integer({
      env: 'PDS_PROXY_MAX_RESPONSE_SIZE',
      default: 100 * MIB,
      min: 1024,
      help: 'Largest answer of another service that is passed on (bytes). Answers are not held in memory.',
    }),
    requestMaxBytes: integer({
      env: 'PDS_PROXY_MAX_REQUEST_SIZE',
      default: 100 * MIB,
      min: 1024,
      help: 'Largest body that is passed on to another service (bytes). Bodies are not held in memory.',
    }),
    retriesMax: integer({
      env: 'PDS_PROXY_MAX_RETRIES',
      default: 1,
      min: 0,
      max: 5,
      help: 'How often a query is tried again when the connection to the service broke before it answered.',
    }),
  },
  {
    derive: (own, section) => {
      const moderation = serviceOf(own.moderationUrl, section(AuthConfig).moderationServiceDid)
      return {
        appView: serviceOf(own.appViewUrl, own.appViewDid),
        moderation,
        reports: own.reportUrl === undefined ? moderation : serviceOf(own.reportUrl, own.reportDid),
      }
    },
    check: (own) => [
      ...problems('PDS_BSKY_APP_VIEW', own.appViewUrl, own.appViewDid),
      ...problems('PDS_REPORT_SERVICE', own.reportUrl, own.reportDid),
      ...(own.moderationUrl !== undefined && !own.moderation
        ? ['PDS_MOD_SERVICE_URL needs PDS_MOD_SERVICE_DID']
        : []),
    ],
  },
) {}

function serviceOf(url: string | undefined, did: string | undefined): ConfiguredService | undefined {
  return url === undefined || did === undefined ? undefined : { did: did as Did, url }
}

function problems(prefix: string, url: string | undefined, did: string | undefined): string[] {
  if (url !== undefined && did === undefined) return [`${prefix}_URL needs ${prefix}_DID`]
  return did === undefined || isDid(did) ? [] : [`${prefix}_DID must be a DID, but is "${did}"`]
}
