import { keyToCidBytes } from '@guildhall/data'
import { byteaArray, int4Array, int8Array, plannedOnce, textArray } from '../database/index.js'
import { EVENT_KIND } from '../sequencer/index.js'
import { subjectsOf } from './commit-statement.js'
import type { CommitBatch } from './repo.store.js'

/*
 * The commit statement for several repositories at once: each is stored or not as if it were alone, and `head` says
 * which. The rows of `repo` are visited in the order of their ids, as the index yields them, so that two nodes that
 * write to the same repositories wait for each other instead of blocking each other.
 */
const TEXT = plannedOnce(`
  WITH head AS (
    UPDATE repo
       SET root = ($3::bytea[])[array_position($1::int8[], repo_id)],
           data = ($4::bytea[])[array_position($1::int8[], repo_id)],
           rev = ($5::text[])[array_position($1::int8[], repo_id)],
           commit_block = ($6::bytea[])[array_position($1::int8[], repo_id)]
     WHERE repo_id = ANY($1::int8[]) AND root = ($2::bytea[])[array_position($1::int8[], repo_id)]
       AND state_changes = ($20::int4[])[array_position($1::int8[], repo_id)]
    RETURNING repo_id, did, rev),
  gone_nodes AS (
    DELETE FROM repo_node node USING head, unnest($7::int8[], $8::bytea[]) AS gone (repo_id, cid)
     WHERE gone.repo_id = head.repo_id AND node.repo_id = gone.repo_id AND node.cid = gone.cid),
  new_nodes AS (
    INSERT INTO repo_node (repo_id, cid, content, rev)
    SELECT repo_id, new.cid, new.content, head.rev
      FROM unnest($9::int8[], $10::bytea[], $11::bytea[]) AS new (repo_id, cid, content) JOIN head USING (repo_id)
    ON CONFLICT (repo_id, cid) DO UPDATE SET rev = excluded.rev),
  new_records AS (
    INSERT INTO repo_record (repo_id, path, cid, content, rev)
    SELECT repo_id, new.path, new.cid, new.content, new.rev
      FROM unnest($12::int8[], $13::text[], $14::bytea[], $15::bytea[], $16::text[])
             AS new (repo_id, path, cid, content, rev) JOIN head USING (repo_id)
    ON CONFLICT (repo_id, path) DO UPDATE
       SET cid = excluded.cid, content = excluded.content, rev = excluded.rev),
  events AS (
    INSERT INTO repo_event (did, kind, frame, seq_offset)
    SELECT head.did, ${EVENT_KIND.commit}, new.frame, new.seq_offset
      FROM unnest($17::int8[], $18::bytea[], $19::int4[]) WITH ORDINALITY AS new (repo_id, frame, seq_offset, place)
           JOIN head USING (repo_id)
     ORDER BY place
    RETURNING id),
  pending AS (
    INSERT INTO event_pending (event_id) SELECT id FROM events),
  new_subjects AS (
    INSERT INTO repo_subject (repo_id, path, subject)
    SELECT repo_id, new.path, new.subject
      FROM unnest($21::int8[], $22::text[], $23::text[]) AS new (repo_id, path, subject) JOIN head USING (repo_id)
    ON CONFLICT (repo_id, path) DO UPDATE SET subject = excluded.subject)
  SELECT repo_id FROM head`)

/**
 * The statement that stores batches, none of which replaces anything or refers to a blob; it returns the `repo_id` of each
 * that was stored.
 * @param batches of a repository each
 */
export function jointCommitStatement(batches: readonly CommitBatch[]): {
  name: string
  text: string
  values: unknown[]
} {
  const removed = ofAll(batches, ({ removedNodes }) => removedNodes)
  const nodes = ofAll(batches, ({ newNodes }) => newNodes)
  const puts = ofAll(batches, (batch) => batch.puts)
  const about = ofAll(batches, (batch) => subjectsOf(batch.puts))
  const events = ofAll(batches, (batch) => batch.events)
  return {
    name: 'repo-commits',
    text: TEXT,
    values: [
      int8Array(batches.map(({ head }) => head.repoId)),
      byteaArray(batches.map(({ head }) => head.commit)),
      byteaArray(batches.map(({ next }) => next.commit)),
      byteaArray(batches.map(({ next }) => next.data)),
      textArray(batches.map(({ next }) => next.rev)),
      byteaArray(batches.map(({ next }) => next.commitBlock)),
      int8Array(removed.repoIds),
      byteaArray(removed.items.map(keyToCidBytes)),
      int8Array(nodes.repoIds),
      byteaArray(nodes.items.map(({ cid }) => cid)),
      byteaArray(nodes.items.map(({ bytes }) => bytes)),
      int8Array(puts.repoIds),
      textArray(puts.items.map(({ path }) => path)),
      byteaArray(puts.items.map(({ cid }) => cid)),
      byteaArray(puts.items.map(({ content }) => content)),
      textArray(puts.items.map(({ rev }) => rev)),
      int8Array(events.repoIds),
      byteaArray(events.items.map(({ frame }) => frame)),
      int4Array(events.items.map(({ seqOffset }) => seqOffset)),
      int4Array(batches.map(({ head }) => head.stateChanges)),
      int8Array(about.repoIds),
      textArray(about.items.map(({ path }) => path)),
      textArray(about.items.map(({ subject }) => subject)),
    ],
  }
}

/** What all batches have of something, each with the repository it belongs to. */
function ofAll<T>(
  batches: readonly CommitBatch[],
  pick: (batch: CommitBatch) => readonly T[],
): { repoIds: number[]; items: T[] } {
  const repoIds: number[] = []
  const items: T[] = []
  for (const batch of batches) {
    for (const item of pick(batch)) {
      repoIds.push(batch.head.repoId)
      items.push(item)
    }
  }
  return { repoIds, items }
}
