import { keyToCidBytes } from '@guildhall/data'
import { byteaArray, int4Array, int8Array, plannedOnce, textArray } from '../database/index.js'
import { EVENT_KIND } from '../sequencer/index.js'
import { refersToNothing, subjectsOf, writtenPaths } from './commit-statement.js'
import type { CommitBatch } from './repo.store.js'

/** A batch with more records than this has a statement of its own: nobody shall wait for what is not theirs. */
const RECORDS_MAX = 10

/*
 * The commit statement for several repositories at once: each is stored or not as if it were alone, and `head` says
 * which. The rows of `repo` are visited in the order of their ids, as the index yields them, so that two nodes that
 * write to the same repositories wait for each other instead of blocking each other.
 */
const core = (condition = '') => `
  WITH head AS (
    UPDATE repo
       SET root = ($3::bytea[])[array_position($1::int8[], repo_id)],
           data = ($4::bytea[])[array_position($1::int8[], repo_id)],
           rev = ($5::text[])[array_position($1::int8[], repo_id)],
           commit_block = ($6::bytea[])[array_position($1::int8[], repo_id)]
     WHERE repo_id = ANY($1::int8[]) AND root = ($2::bytea[])[array_position($1::int8[], repo_id)]
       AND state_changes = ($20::int4[])[array_position($1::int8[], repo_id)]
       AND (SELECT true FROM unnest($24::int8[], $25::text[], $26::text[]) AS lone (repo_id, collection, subject)
              JOIN repo_subject about ON about.repo_id = lone.repo_id AND about.subject = lone.subject
               AND about.path > lone.collection || '/' AND about.path < lone.collection || '0'
             WHERE lone.repo_id = repo.repo_id LIMIT 1) IS NULL${condition}
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
    ON CONFLICT (repo_id, path) DO UPDATE SET subject = excluded.subject)`

/*
 * Nothing at the paths that are written ($29, $30) refers to a blob, as what is deleted most does not: likes, follows. Not as
 * a join, so that the rows of `repo` are visited in their order.
 */
const NO_REFERENCES = `
       AND (SELECT true FROM unnest($29::int8[], $30::text[]) AS written (repo_id, path)
              JOIN repo_blob_ref ref ON ref.repo_id = written.repo_id AND ref.path = written.path
             WHERE written.repo_id = repo.repo_id LIMIT 1) IS NULL`

const GONE = `,
  gone_records AS (
    DELETE FROM repo_record record USING head, unnest($27::int8[], $28::text[]) AS gone (repo_id, path)
     WHERE gone.repo_id = head.repo_id AND record.repo_id = gone.repo_id AND record.path = gone.path),
  gone_subjects AS (
    DELETE FROM repo_subject about USING head, unnest($29::int8[], $30::text[]) AS written (repo_id, path)
     WHERE written.repo_id = head.repo_id AND about.repo_id = written.repo_id AND about.path = written.path
       AND NOT EXISTS (
         SELECT FROM unnest($21::int8[], $22::text[]) AS new (repo_id, path)
          WHERE new.repo_id = about.repo_id AND new.path = about.path))`

const TAIL = `
  SELECT repo_id FROM head`

const ADDING = plannedOnce(core() + TAIL)
const REPLACING = plannedOnce(core(NO_REFERENCES) + GONE + TAIL)

/** Whether a batch can be stored by {@link jointCommitStatement}. */
export function isJoinable(batch: CommitBatch): boolean {
  const { head, puts, deletes, replaces } = batch
  // What a held repository loses is kept.
  return refersToNothing(batch) && !(replaces && head.isHeld) && puts.length + deletes.length <= RECORDS_MAX
}

/**
 * The statement that stores batches that refer to no blob; it returns the `repo_id` of each that was stored. One that replaces
 * or deletes what refers to a blob is not.
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
  const unique = ofAll(batches, (batch) => batch.unique)
  const replaces = batches.some((batch) => batch.replaces)
  return {
    ...(replaces
      ? { name: 'repo-commits-replacing', text: REPLACING }
      : { name: 'repo-commits', text: ADDING }),
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
      int8Array(unique.repoIds),
      textArray(unique.items.map(({ collection }) => collection)),
      textArray(unique.items.map(({ subject }) => subject)),
      ...(replaces ? goneValues(batches) : []),
    ],
  }
}

function goneValues(batches: readonly CommitBatch[]): unknown[] {
  const gone = ofAll(batches, ({ deletes }) => deletes)
  const written = ofAll(batches, writtenPaths)
  return [
    int8Array(gone.repoIds),
    textArray(gone.items),
    int8Array(written.repoIds),
    textArray(written.items),
  ]
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
