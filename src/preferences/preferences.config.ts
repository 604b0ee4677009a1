import { configSection, duration, integer } from '../config/index.js'

const KIB = 1024
const MIB = 1024 * KIB

/** How much accounts may keep in private preferences. */
export class PreferencesConfig extends configSection(
  'preferences',
  {
    valueMaxBytes: integer({
      env: 'PDS_PREFERENCE_VALUE_MAX_BYTES',
      default: 64 * KIB,
      min: 1,
      help: 'Largest single value of a namespace of private preferences, as DAG-CBOR (bytes).',
    }),
    namespaceMaxBytes: integer({
      env: 'PDS_PREFERENCE_NAMESPACE_MAX_BYTES',
      default: 256 * KIB,
      min: 1,
      max: MIB,
      help: 'How much an account may keep in one namespace of private preferences, as DAG-CBOR (bytes).',
    }),
    accountMaxBytes: integer({
      env: 'PDS_PREFERENCE_ACCOUNT_MAX_BYTES',
      default: 4 * MIB,
      min: 1,
      max: 16 * MIB,
      help: 'How much an account may keep in all namespaces of private preferences together, those of app.bsky not counted (bytes).',
    }),
    namespacesMax: integer({
      env: 'PDS_PREFERENCE_NAMESPACES_MAX',
      default: 200,
      min: 1,
      help: 'In how many namespaces an account may keep private preferences.',
    }),
    lexiconWaitMs: duration({
      env: 'PDS_PREFERENCE_LEXICON_WAIT_MS',
      default: 1_000,
      help: 'How long storing preferences waits for the published lexicon of their namespace, unless a check is insisted on (ms).',
    }),
  },
  {
    check: (own) =>
      own.valueMaxBytes <= own.namespaceMaxBytes && own.namespaceMaxBytes <= own.accountMaxBytes
        ? []
        : [
            'PDS_PREFERENCE_VALUE_MAX_BYTES, PDS_PREFERENCE_NAMESPACE_MAX_BYTES and PDS_PREFERENCE_ACCOUNT_MAX_BYTES must rise in this order',
          ],
  },
) {}
