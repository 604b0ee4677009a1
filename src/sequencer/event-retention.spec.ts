import { configOf } from '../config/index.js'
import { Clock } from '../telemetry/index.js'
import { EventRetention } from './event-retention.js'
import type { EventStore } from './event.store.js'
import { SequencerConfig } from './sequencer.config.js'

const NOW_MS = 1_000_000

class FakeClock extends Clock {
  override nowMs(): number {
    return NOW_MS
  }
}

/** A log from which as many events go as these lists say, one number per batch. */
function retention(old: number[], large: number[], settings: object) {
  const calls: unknown[] = []
  const store = {
    prune: async (...call: unknown[]) => (calls.push(['prune', ...call]), old.shift() ?? 0),
    overflow: async (bytes: number) => (calls.push(['overflow', bytes]), large.length > 0 ? 42 : undefined),
    pruneTo: async (...call: unknown[]) => (calls.push(['pruneTo', ...call]), large.shift() ?? 0),
  } as unknown as EventStore
  const config = configOf(SequencerConfig, { retentionBytes: 5_000, ...settings })
  return { task: new EventRetention(store, new FakeClock(), config), calls }
}

describe('EventRetention', () => {
  test('deletes in batches what is too old, then what is too much', async () => {
    const { task, calls } = retention([1_000, 1_000, 7], [1_000, 3], { retentionMs: 10, backfillWindowMs: 5 })
    expect(await task.run()).toBe(3_010)
    expect(calls).toEqual([
      ...Array(4).fill(['prune', NOW_MS - 10, 1_000]),
      ['overflow', 5_000],
      ...Array(3).fill(['pruneTo', 42, 1_000]),
    ])
  })

  test('keeps by age what consumers may resume from', async () => {
    const { task, calls } = retention([], [], { retentionMs: 10, backfillWindowMs: 500 })
    expect(await task.run()).toBe(0)
    expect(calls).toEqual([
      ['prune', NOW_MS - 500, 1_000],
      ['overflow', 5_000],
    ])
  })
})
