import { isDid } from '@guildhall/syntax'
import { configSection, duration, integer, string } from '../config/index.js'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** Settings of the look-up of published lexicons. */
export class LexiconConfig extends configSection(
  'lexicon',
  {
    authorityDid: string({
      env: 'PDS_LEXICON_AUTHORITY_DID',
      help: 'DID from whose repository all lexicons are taken, instead of those that the DNS names. For tests and closed networks.',
    }),
    staleMs: duration({
      env: 'PDS_LEXICON_STALE_MS',
      default: DAY_MS,
      help: 'Age from which a kept lexicon is renewed in the background (ms). The protocol wants a day at most.',
    }),
    expiryMs: duration({
      env: 'PDS_LEXICON_EXPIRY_MS',
      default: 90 * DAY_MS,
      help: 'Age from which a kept lexicon that could not be renewed is not used any more (ms).',
    }),
    failureMs: duration({
      env: 'PDS_LEXICON_FAILURE_MS',
      default: MINUTE_MS,
      min: 1_000,
      help: 'How long a lexicon that could not be found is not looked for again (ms).',
    }),
    timeoutMs: duration({
      env: 'PDS_LEXICON_TIMEOUT_MS',
      default: 10_000,
      min: 100,
      help: 'Longest time to find one lexicon: DNS, DID and repository together (ms).',
    }),
    cacheBytes: integer({
      env: 'PDS_LEXICON_CACHE_BYTES',
      default: 32 * 1024 * 1024,
      min: 1024 * 1024,
      help: 'Memory for record schemas that do not come with this server, counted by the size of their documents (bytes).',
    }),
  },
  {
    check: (own) => [
      ...(own.expiryMs < own.staleMs
        ? ['PDS_LEXICON_EXPIRY_MS must not be less than PDS_LEXICON_STALE_MS']
        : []),
      ...(own.authorityDid === undefined || isDid(own.authorityDid)
        ? []
        : [`PDS_LEXICON_AUTHORITY_DID must be a DID, but is "${own.authorityDid}"`]),
    ],
  },
) {}
