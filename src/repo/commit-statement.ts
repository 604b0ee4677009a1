import { keyToCidBytes } from '@guildhall/data'
import { byteaArray, int4Array, textArray } from '../database/index.js'
import { EVENT_KIND } from '../sequencer/index.js'
import type { CommitBatch } from './repo.store.js'

/*
 * One statement per batch of commits. Everything hangs on `head`: if the repository is no longer at the expected
 * commit, it has no row, and no other part changes anything. The event is written by the same statement, so that
 * an event without its commit, or a commit without its event, cannot exist.
 */
const CORE = `
  WITH head AS (
    UPDATE repo SET root = $3, data = $4, rev = $5, commit_block = $6
     WHERE repo_id = $1::int8 AND root = $2
    RETURNING repo_id),
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
    SELECT $14, ${EVENT_KIND.commit}, new.frame, new.seq_offset
      FROM head, unnest($15::bytea[], $16::int4[]) WITH ORDINALITY AS new (frame, seq_offset, place)
     ORDER BY place
    RETURNING id),
  pending AS (
    INSERT INTO event_pending (event_id) SELECT id FROM events)`

const REFERENCES = `,
  gone_records AS (
    DELETE FROM repo_record record USING head
     WHERE record.repo_id = head.repo_id AND record.path = ANY($17::text[])),
  gone_blobs AS (
    DELETE FROM repo_blob_ref ref USING head
     WHERE ref.repo_id = head.repo_id AND ref.path = ANY($18::text[])
       AND NOT EXISTS (
         SELECT FROM unnest($19::text[], $20::bytea[]) AS kept (path, cid)
          WHERE kept.path = ref.path AND kept.cid = ref.cid)),
  new_blobs AS (
    INSERT INTO repo_blob_ref (repo_id, path, cid)
    SELECT head.repo_id, new.path, new.cid
      FROM head, unnest($19::text[], $20::bytea[]) AS new (path, cid)
    ON CONFLICT DO NOTHING),
  gone_subjects AS (
    DELETE FROM repo_subject about USING head
     WHERE about.repo_id = head.repo_id AND about.path = ANY($18::text[]) AND about.path <> ALL($21::text[])),
  new_subjects AS (
    INSERT INTO repo_subject (repo_id, path, subject)
    SELECT head.repo_id, new.path, new.subject
      FROM head, unnest($21::text[], $22::text[]) AS new (path, subject)
    ON CONFLICT (repo_id, path) DO UPDATE SET subject = excluded.subject)`

const TAIL = `
  SELECT repo_id FROM head`

/** Whether all that is stored is new and refers to nothing. */
export function isPlain({ replaces, puts }: CommitBatch): boolean {
  return !replaces && puts.every((put) => put.blobs.length === 0 && put.subject === undefined)
}

/** The statement that stores `batch`; it returns one row when it did and none when the repository had moved on. */
export function commitStatement(batch: CommitBatch): { name: string; text: string; values: unknown[] } {
  return isPlain(batch)
    ? { name: 'repo-commit', text: CORE + TAIL, values: coreValues(batch) }
    : {
        name: 'repo-commit-references',
        text: CORE + REFERENCES + TAIL,
        values: [...coreValues(batch), ...referenceValues(batch)],
      }
}

function coreValues({ head, next, newNodes, removedNodes, puts, events }: CommitBatch): unknown[] {
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
    head.did,
    byteaArray(events.map((event) => event.frame)),
    int4Array(events.map((event) => event.seqOffset)),
  ]
}

function referenceValues({ puts, deletes }: CommitBatch): unknown[] {
  const blobs = puts.flatMap((put) => put.blobs.map((cid) => ({ path: put.path, cid })))
  const subjects = puts.filter((put) => put.subject !== undefined)
  return [
    textArray(deletes),
    textArray([...deletes, ...puts.map((put) => put.path)]),
    textArray(blobs.map((blob) => blob.path)),
    byteaArray(blobs.map((blob) => blob.cid)),
    textArray(subjects.map((put) => put.path)),
    textArray(subjects.map((put) => put.subject!)),
  ]
}
