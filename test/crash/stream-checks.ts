import { setTimeout as sleep } from 'node:timers/promises'
import { type Frame, isCommit } from '../e2e/firehose-reader.js'
import type { ExternalPostgres } from '../support/external-postgres.js'
import type { SteadyConsumer } from './steady-consumer.js'

const CATCH_UP_MAX_MS = 60_000
const STATE = 'SELECT last_seq AS last, (SELECT count(*) FROM event_pending) AS pending FROM sequencer_state'

/** Waits until every event has its number and every consumer has it. */
export async function untilAllHaveAll(
  postgres: ExternalPostgres,
  consumers: readonly SteadyConsumer[],
): Promise<void> {
  const deadline = Date.now() + CATCH_UP_MAX_MS
  for (;;) {
    const [row] = await postgres.rows<{ last: string; pending: string }>(STATE)
    const seqs = consumers.map(({ arrivals }) => arrivals.at(-1)?.frame.seq)
    if (row!.pending === '0' && seqs.every((seq) => seq === Number(row!.last))) return
    if (Date.now() > deadline)
      throw new Error(`the stream is at ${row!.last}, consumers at ${seqs.join(', ')}`)
    await sleep(50)
  }
}

/** What all consumers must see alike of an event. */
export const essence = (frame: Frame): unknown[] =>
  isCommit(frame)
    ? [
        frame.seq,
        frame.repo,
        frame.rev,
        frame.since,
        String(frame.commit),
        String(frame.prevData),
        frame.time,
      ]
    : [frame.seq, frame.kind, frame.did]

/** Where the stream of one consumer differs from that of another, or has a gap; undefined if all is well. */
export function differenceOf(one: SteadyConsumer, other: SteadyConsumer): string | undefined {
  const [mine, theirs] = [one, other].map(({ frames }) => frames.map((frame) => essence(frame).join(' ')))
  const at = mine!.findIndex((text, index) => text !== theirs![index] || !text.startsWith(`${index + 1} `))
  if (at >= 0) return `event ${at + 1}: ${mine![at]} here, ${theirs![at]} there`
  return mine!.length === theirs!.length ? undefined : `${mine!.length} events here, ${theirs!.length} there`
}
