import { keyToCidBytes } from '@guildhall/data'
import { UNREFERENCED_GRACE } from '../blob/index.js'
import { byteaArray, int4Array, plannedOnce, textArray } from '../database/index.js'
import { EVENT_KIND } from '../sequencer/index.js'
import type { CommitBatch, RecordPut } from './repo.store.js'

/*
 * One statement per batch of commits. Everything hangs on `head`: if the repository is no longer at the expected commit,
 * the state of its account has changed since that was looked at, or there is a record about something that shall be
 * unique, it has no row, and no other part changes anything. The event is written by the same statement, so that an event
 * without its commit, or a commit without its event, cannot exist.
 */
const CORE = `
  WITH head AS (
    UPDATE repo SET root = $3, data = $4, rev = $5, commit_block = $6
     WHERE repo_id = $1::int8 AND root = $2 AND state_changes = $14::int4
       AND (SELECT true FROM unnest($19::text[], $20::text[]) AS lone (collection, subject)
              JOIN repo_subject about ON about.repo_id = $1::int8 AND about.subject = lone.subject
               AND about.path > lone.collection || '/' AND about.path < lone.collection || '0' LIMIT 1) IS NULL
    RETURNING repo_id, did),
  gone_nodes AS (
    DELETE FROM repo_node node USING head
     WHERE node.repo_id = head.repo_id AND node.cid = ANY($7::bytea[])),
  new_nodes AS (
    INSERT INTO repo_node (repo_id, cid, content, rev)
    SELECT head.repo_id, new.cid, new.content, $5
      FROM head, unnest($8::bytea[], $9::bytea[]) AS new (cid, content)
    ON CONFLICT (repo_id, cid) DO UPDATE SET rev = excluded.rev),
  new_records AS (
    INSERT INTO repo_record (repo_id, path, cid, content, rev)
    SELECT head.repo_id, new.path, new.cid, new.content, new.rev
      FROM head, unnest($10::text[], $11::bytea[], $12::bytea[], $13::text[]) AS new (path, cid, content, rev)
    ON CONFLICT (repo_id, path) DO UPDATE
       SET cid = excluded.cid, content = excluded.content, rev = excluded.rev),
  events AS (
    INSERT INTO repo_event (did, kind, frame, seq_offset)
    SELECT head.did, ${EVENT_KIND.commit}, new.frame, new.seq_offset
      FROM head, unnest($15::bytea[], $16::int4[]) WITH ORDINALITY AS new (frame, seq_offset, place)
     ORDER BY place
    RETURNING id),
  pending AS (
    INSERT INTO event_pending (event_id) SELECT id FROM events),
  new_subjects AS (
    INSERT INTO repo_subject (repo_id, path, subject)
    SELECT head.repo_id, new.path, new.subject
      FROM head, unnest($17::text[], $18::text[]) AS new (path, subject)
    ON CONFLICT (repo_id, path) DO UPDATE SET subject = excluded.subject)`

/*
 * $22 are all paths that are written, $23 and $24 the references of what is put there. Whatever else refers to a blob
 * is as it was before the statement: all parts of it see the same.
 */
const REFERENCES = `,
  gone_records AS (
    DELETE FROM repo_record record USING head
     WHERE record.repo_id = head.repo_id AND record.path = ANY($21::text[])),
  gone_blobs AS (
    DELETE FROM repo_blob_ref ref USING head
     WHERE ref.repo_id = head.repo_id AND ref.path = ANY($22::text[])
       AND NOT EXISTS (
         SELECT FROM unnest($23::text[], $24::bytea[]) AS kept (path, cid)
          WHERE kept.path = ref.path AND kept.cid = ref.cid)
    RETURNING ref.repo_id, ref.cid),
  used_blobs AS (
    UPDATE blob SET expires_at = NULL FROM head
     WHERE blob.repo_id = head.repo_id AND blob.cid = ANY($24::bytea[]) AND blob.expires_at IS NOT NULL),
  unused_blobs AS (
    UPDATE blob SET expires_at = now() + ${UNREFERENCED_GRACE} FROM gone_blobs gone
     WHERE blob.repo_id = gone.repo_id AND blob.cid = gone.cid AND gone.cid <> ALL($24::bytea[])
       AND NOT EXISTS (
         SELECT FROM repo_blob_ref other
          WHERE other.repo_id = gone.repo_id AND other.cid = gone.cid AND other.path <> ALL($22::text[]))),
  new_blobs AS (
    INSERT INTO repo_blob_ref (repo_id, path, cid)
    SELECT head.repo_id, new.path, new.cid
      FROM head, unnest($23::text[], $24::bytea[]) AS new (path, cid)
    ON CONFLICT DO NOTHING),
  gone_subjects AS (
    DELETE FROM repo_subject about USING head
     WHERE about.repo_id = head.repo_id AND about.path = ANY($22::text[]) AND about.path <> ALL($17::text[]))`

/*
 * Of a held repository: what is replaced or deleted is kept as it was; $25 to $28 are records that were put and overtaken
 * within the batch. The table is read as it was before the statement.
 */
const KEPT = `,
  kept_records AS (
    INSERT INTO held_record (did, path, cid, content, rev)
    SELECT head.did, former.path, former.cid, former.content, former.rev
      FROM head JOIN repo_record former ON former.repo_id = head.repo_id AND former.path = ANY($22::text[])
    UNION ALL
    SELECT head.did, overtaken.path, overtaken.cid, overtaken.content, overtaken.rev
      FROM head, unnest($25::text[], $26::bytea[], $27::bytea[], $28::text[])
             AS overtaken (path, cid, content, rev))`

const TAIL = `
  SELECT repo_id FROM head`

const PLAIN = plannedOnce(CORE + TAIL)
const REFERRING = plannedOnce(CORE + REFERENCES + TAIL)
const HELD = plannedOnce(CORE + REFERENCES + KEPT + TAIL)

/** Whether what is put refers to no blob: posts without pictures, likes, follows. */
export function refersToNothing({ puts }: CommitBatch): boolean {
  return puts.every((put) => put.blobs.length === 0)
}

/** All paths that are written. */
export function writtenPaths({ puts, deletes }: CommitBatch): string[] {
  return [...deletes, ...puts.map((put) => put.path)]
}

/** The records that are about something else, by which a second one about the same is found. */
export function subjectsOf(puts: readonly RecordPut[]): { path: string; subject: string }[] {
  return puts.flatMap(({ path, subject }) => (subject === undefined ? [] : [{ path, subject }]))
}

/** The statement that stores `batch`; it returns one row when it did, and none when `head` above had none. */
export function commitStatement(batch: CommitBatch): { name: string; text: string; values: unknown[] } {
  if (!batch.replaces && refersToNothing(batch))
    return { name: 'repo-commit', text: PLAIN, values: coreValues(batch) }
  const values = [...coreValues(batch), ...referenceValues(batch)]
  return batch.head.isHeld && batch.replaces
    ? {
        name: 'repo-commit-held',
        text: HELD,
        values: [...values, ...overtakenValues(batch)],
      }
    : { name: 'repo-commit-references', text: REFERRING, values }
}

function coreValues({ head, next, newNodes, removedNodes, puts, events, unique }: CommitBatch): unknown[] {
  const about = subjectsOf(puts)
  return [
    head.repoId,
    head.commit,
    next.commit,
    next.data,
    next.rev,
    next.commitBlock,
    byteaArray(removedNodes.map(keyToCidBytes)),
    byteaArray(newNodes.map((node) => node.cid)),
    byteaArray(newNodes.map((node) => node.bytes)),
    textArray(puts.map((put) => put.path)),
    byteaArray(puts.map((put) => put.cid)),
    byteaArray(puts.map((put) => put.content)),
    textArray(puts.map((put) => put.rev)),
    head.stateChanges,
    byteaArray(events.map((event) => event.frame)),
    int4Array(events.map((event) => event.seqOffset)),
    textArray(about.map(({ path }) => path)),
    textArray(about.map(({ subject }) => subject)),
    textArray(unique.map(({ collection }) => collection)),
    textArray(unique.map(({ subject }) => subject)),
  ]
}

function referenceValues(batch: CommitBatch): unknown[] {
  const blobs = batch.puts.flatMap((put) => put.blobs.map((cid) => ({ path: put.path, cid })))
  return [
    textArray(batch.deletes),
    textArray(writtenPaths(batch)),
    textArray(blobs.map((blob) => blob.path)),
    byteaArray(blobs.map((blob) => blob.cid)),
  ]
}

function overtakenValues({ overtaken }: CommitBatch): unknown[] {
  return [
    textArray(overtaken.map(({ path }) => path)),
    byteaArray(overtaken.map(({ cid }) => cid)),
    byteaArray(overtaken.map(({ content }) => content)),
    textArray(overtaken.map(({ rev }) => rev)),
  ]
}
