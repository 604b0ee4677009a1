import type { StoredFrame } from '@guildhall/firehose'
import type { Queryable } from '../database/index.js'

/** Numbers of a page of the log: pages end at multiples of it, and so do packs, so that a page is read from one. */
export const PAGE_EVENTS = 250

/** An event with its place in the stream. */
export interface SequencedEvent extends StoredFrame {
  seq: number
}

/** An event as it is appended: encoded, not yet numbered. */
export interface NewEvent extends StoredFrame {
  did: string
  kind: number
}

/** Where the log is kept. */
export abstract class EventStore {
  /** Adds events, in this order, inside the caller's transaction. They are numbered after its commit. */
  abstract append(tx: Queryable, events: readonly NewEvent[]): Promise<void>

  /**
   * Numbers up to `limit` committed events and returns them in order.
   * Must run on the connection that holds the sequencer's lock, so that losing the lock ends the numbering.
   */
  abstract assign(leader: Queryable, limit: number): Promise<SequencedEvent[]>

  /** Numbered events with `after < seq <= upTo`, in order, at most `limit`. */
  abstract page(after: number, upTo: number, limit: number): Promise<SequencedEvent[]>

  /** The highest number given so far; 0 when there is none. */
  abstract lastSeq(): Promise<number>

  /** The highest number that retention has removed; 0 when there is none. */
  abstract prunedSeq(): Promise<number>

  /** The lowest retained number greater than `after`, with its time in ms since the epoch. */
  abstract next(after: number): Promise<{ seq: number; timeMs: number } | undefined>

  /** The lowest retained number of an event numbered at or after `timeMs`. */
  abstract firstSince(timeMs: number): Promise<number | undefined>

  /**
   * Deletes about `limit` events numbered before `timeMs`, the oldest first; returns how many went, 0 when none is left.
   * A pack goes as a whole, once all that is in it is that old.
   */
  abstract prune(timeMs: number, limit: number): Promise<number>

  /** The highest number that does not fit any more when events of `bytesMax` are kept; undefined when all fit. */
  abstract overflow(bytesMax: number): Promise<number | undefined>

  /** Deletes about `limit` events, the oldest first, as far as a number; returns how many went, 0 when none is left. */
  abstract pruneTo(seq: number, limit: number): Promise<number>

  /**
   * Deletes all events of an account inside the caller's transaction, numbered or not. Once it is committed, all nodes
   * are told on the channel of purges.
   */
  abstract purge(tx: Queryable, did: string): Promise<void>
}
