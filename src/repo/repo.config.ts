import { configSection, duration, integer } from '../config/index.js'

/** Settings of the write path and of record reads. */
export class RepoConfig extends configSection('repo', {
  nodeCacheBytes: integer({
    env: 'PDS_REPO_NODE_CACHE_BYTES',
    default: 64 * 1024 * 1024,
    min: 1024 * 1024,
    help: 'Memory for tree nodes, shared by all repositories (bytes).',
  }),
  headCacheEntries: integer({
    env: 'PDS_REPO_HEAD_CACHE_ENTRIES',
    default: 50_000,
    min: 100,
    help: 'Current commits kept in memory for the write path (number of repositories).',
  }),
  lexiconWaitMs: duration({
    env: 'PDS_REPO_LEXICON_WAIT_MS',
    default: 1_000,
    help: 'How long a write waits for the published schema of an unknown record type, unless it insists on a check (ms).',
  }),
  writesMax: integer({
    env: 'PDS_REPO_WRITES_MAX',
    default: 200,
    min: 1,
    max: 200,
    help: 'Most writes in one applyWrites; the protocol allows 200.',
  }),
}) {}
