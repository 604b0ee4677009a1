import { configSection, duration, integer, list, ServiceConfig, string, url } from '../config/index.js'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** Settings of DIDs and handles. */
export class IdentityConfig extends configSection(
  'identity',
  {
    plcUrl: url({
      env: 'PDS_DID_PLC_URL',
      defaultHelp: 'https://plc.directory; the directory built into this service when the host name is localhost',
      help: 'PLC directory in which the identities of new accounts are registered.',
    }),
    recoveryDidKey: string({
      env: 'PDS_RECOVERY_DID_KEY',
      help: 'Public key (did:key) that may repair the identities made here, ahead of the key of the service.',
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
      help: 'DID documents kept in memory, in front of those kept in the database.',
    }),
    resolverTimeoutMs: duration({
      env: 'PDS_ID_RESOLVER_TIMEOUT',
      default: 3_000,
      min: 100,
      help: 'Longest time to resolve a DID or a handle, and to wait for the PLC directory, per request (ms).',
    }),
    backupNameservers: list({
      env: 'PDS_HANDLE_BACKUP_NAMESERVERS',
      help: 'Name servers asked for handles that could not be resolved otherwise, by address.',
    }),
  },
  {
    derive: (own, section) => {
      const service = section(ServiceConfig)
      const local = `http://localhost:${service.port}/plc`
      return {
        plcUrl: own.plcUrl ?? (service.hostname === 'localhost' ? local : 'https://plc.directory'),
        backupNameservers: own.backupNameservers ?? [],
      }
    },
    check: (own) => [
      ...(own.didCacheMaxTtlMs < own.didCacheStaleTtlMs
        ? ['PDS_DID_CACHE_MAX_TTL must not be less than PDS_DID_CACHE_STALE_TTL']
        : []),
      ...(own.recoveryDidKey === undefined || own.recoveryDidKey.startsWith('did:key:')
        ? []
        : [`PDS_RECOVERY_DID_KEY must be a did:key, but is "${own.recoveryDidKey}"`]),
    ],
  },
) {}
