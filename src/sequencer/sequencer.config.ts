import { configSection, duration, integer } from '../config/index.js'

/** Settings of the event log and of its readers. */
export class SequencerConfig extends configSection('sequencer', {
  ringEvents: integer({
    env: 'PDS_SEQUENCER_RING_EVENTS',
    default: 4_096,
    min: 64,
    max: 1_000_000,
    help: 'Recent firehose frames kept in memory for subscribers at the live edge (number of events).',
  }),
  ringBytes: integer({
    env: 'PDS_SEQUENCER_RING_BYTES',
    default: 48 * 1024 * 1024,
    min: 1024 * 1024,
    help: 'Upper bound of the memory those frames may take (bytes).',
  }),
  pollMs: duration({
    env: 'PDS_SEQUENCER_POLL_MS',
    default: 500,
    min: 10,
    help: 'Safety net: how often an idle node looks for events it was not told about (ms).',
  }),
  electionMs: duration({
    env: 'PDS_SEQUENCER_ELECTION_MS',
    default: 250,
    min: 50,
    help: 'How often a node that is not the sequencer tries to become it (ms).',
  }),
  backfillWindowMs: duration({
    env: 'PDS_REPO_BACKFILL_LIMIT_MS',
    default: 24 * 60 * 60 * 1000,
    min: 0,
    help: 'How far back in time a firehose consumer may resume (ms).',
  }),
  retentionMs: duration({
    env: 'PDS_SEQUENCER_RETENTION_MS',
    default: 3 * 24 * 60 * 60 * 1000,
    min: 0,
    help: 'Events older than this are deleted, those packed together when all of them are; never less than the backfill window (ms).',
  }),
  retentionBytes: integer({
    env: 'PDS_SEQUENCER_RETENTION_BYTES',
    default: 20 * 1024 * 1024 * 1024,
    min: 64 * 1024 * 1024,
    help: 'When the events together are larger than this, the oldest are deleted, even within the backfill window (bytes).',
  }),
}) {}
