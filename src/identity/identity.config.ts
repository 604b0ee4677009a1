import { InvalidKey, parseDidKey } from '@guildhall/crypto'
import {
  boolean,
  configSection,
  duration,
  enumeration,
  integer,
  ServiceConfig,
  string,
  url,
} from '../config/index.js'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const QUARANTINE_DAYS = 90

/** Settings of DIDs and handles. */
export class IdentityConfig extends configSection(
  'identity',
  {
    plcUrl: url({
      env: 'PDS_DID_PLC_URL',
      defaultHelp:
        'https://plc.directory; the directory built into this service when the host name is localhost',
      help: 'PLC directory in which the identities of new accounts are registered.',
    }),
    recoveryDidKey: string({
      env: 'PDS_RECOVERY_DID_KEY',
      help: 'Public key (did:key) that may repair the identities made here, ahead of the key of the service.',
    }),
    didWebHosting: boolean({
      env: 'PDS_DID_WEB_HOSTING',
      default: false,
      help: 'Whether new accounts may have the did:web of their handle, if that is of one of our domains. Their documents are served at the hosts of these handles.',
    }),
    accountDidMethod: enumeration({
      env: 'PDS_ACCOUNT_DID_METHOD',
      values: ['plc', 'web'],
      default: 'plc',
      help: 'Method of the DIDs of new accounts; web needs PDS_DID_WEB_HOSTING.',
    }),
    handleQuarantineDays: integer({
      env: 'PDS_HANDLE_QUARANTINE_DAYS',
      defaultHelp: '90; 0 when the host name is localhost',
      min: 0,
      max: 3_650,
      help: 'How long nobody else can have a handle of ours that an account has given up, or that went with it (days); 0: not at all.',
    }),
    didCacheStaleTtlMs: duration({
      env: 'PDS_DID_CACHE_STALE_TTL',
      default: HOUR_MS,
      help: 'Age from which a kept DID document is renewed in the background (ms).',
    }),
    didCacheMaxTtlMs: duration({
      env: 'PDS_DID_CACHE_MAX_TTL',
      default: 24 * HOUR_MS,
      help: 'Age from which a kept DID document is not used any more (ms).',
    }),
    didsCachedMax: integer({
      env: 'PDS_DID_CACHE_ENTRIES_MAX',
      default: 20_000,
      min: 100,
      help: 'DID documents kept in memory, in front of those kept in the database; fewer if they are larger than 2 KiB on average.',
    }),
    handleCacheStaleTtlMs: duration({
      env: 'PDS_HANDLE_CACHE_STALE_TTL',
      default: 10 * MINUTE_MS,
      help: 'Age from which the DID of a handle of another domain is looked up again in the background (ms).',
    }),
    handleCacheMaxTtlMs: duration({
      env: 'PDS_HANDLE_CACHE_MAX_TTL',
      default: 24 * HOUR_MS,
      help: 'Age from which a kept DID of such a handle is not used any more (ms).',
    }),
    handlesCachedMax: integer({
      env: 'PDS_HANDLE_CACHE_ENTRIES_MAX',
      default: 20_000,
      min: 100,
      help: 'Handles of other domains kept in memory.',
    }),
    resolverTimeoutMs: duration({
      env: 'PDS_ID_RESOLVER_TIMEOUT',
      default: 3_000,
      min: 100,
      help: 'Longest time to resolve a DID or a handle, and to wait for the PLC directory, per request (ms).',
    }),
  },
  {
    derive: (own, section) => {
      const service = section(ServiceConfig)
      const builtIn = own.plcUrl === undefined && service.hostname === 'localhost'
      return {
        plcUrl: builtIn ? `http://localhost:${service.port}/plc` : (own.plcUrl ?? 'https://plc.directory'),
        /** Whether this service is its own PLC directory. */
        plcBuiltIn: builtIn,
        handleQuarantineDays:
          own.handleQuarantineDays ?? (service.hostname === 'localhost' ? 0 : QUARANTINE_DAYS),
      }
    },
    check: (own) => [
      ...(own.accountDidMethod === 'web' && !own.didWebHosting
        ? ['PDS_ACCOUNT_DID_METHOD=web needs PDS_DID_WEB_HOSTING=true']
        : []),
      ...(own.didCacheMaxTtlMs < own.didCacheStaleTtlMs
        ? ['PDS_DID_CACHE_MAX_TTL must not be less than PDS_DID_CACHE_STALE_TTL']
        : []),
      ...(own.handleCacheMaxTtlMs < own.handleCacheStaleTtlMs
        ? ['PDS_HANDLE_CACHE_MAX_TTL must not be less than PDS_HANDLE_CACHE_STALE_TTL']
        : []),
      ...(own.recoveryDidKey === undefined || isDidKey(own.recoveryDidKey)
        ? []
        : [`PDS_RECOVERY_DID_KEY must be a did:key of a K-256 or P-256 key, but is "${own.recoveryDidKey}"`]),
    ],
  },
) {}

/** The directory would refuse every new identity that names another. */
function isDidKey(text: string): boolean {
  try {
    parseDidKey(text)
    return true
  } catch (error) {
    if (error instanceof InvalidKey) return false
    throw error
  }
}
