import { errorFrame } from '@guildhall/firehose'
import type { Socket } from 'node:net'
import type { WebSocket } from 'ws'
import type { EventFeed, Frame } from '../sequencer/index.js'
import type { Tally } from '../telemetry/index.js'

/** Close code for a subscriber that broke a rule (RFC 6455, 7.4.1). */
const POLICY_VIOLATION = 1008

const BINARY = { binary: true, compress: false } as const

/** How far a subscriber may be ahead of its connection. */
export interface SubscriberLimits {
  backlogBytes: number
  stallMs: number
}

/** What all subscribers were sent. */
export interface SentNumbers {
  readonly frames: Tally
  readonly bytes: Tally
}

/**
 * One consumer of the firehose. It pulls frames from the feed at the pace of its connection, so that a slow one
 * costs no memory and holds up nobody else.
 */
export class Subscriber {
  #position = 0
  #bytes = 0
  #closed = false
  #isTooSlow = false
  #wake: (() => void) | undefined

  constructor(
    private readonly ws: WebSocket,
    private readonly socket: Socket,
    private readonly feed: EventFeed,
    private readonly limits: SubscriberLimits,
    private readonly sent: SentNumbers,
  ) {}

  /** The last sequence number that it was sent, or has no need of. */
  get position(): number {
    return this.#position
  }

  /** Bytes that it was sent. */
  get bytes(): number {
    return this.#bytes
  }

  /**
   * Sends everything after `after` until the connection closes.
   * @returns whether it was closed because the consumer was too slow
   */
  async run(after: number): Promise<boolean> {
    const unwatch = this.feed.watch(() => this.#wake?.())
    this.ws.once('close', () => this.close())
    try {
      this.#position = after
      while (!this.#closed) this.#position = await this.#advance(this.#position)
      return this.#isTooSlow
    } finally {
      unwatch()
    }
  }

  /** Ends the subscription from this side. */
  close(): void {
    this.#closed = true
    this.#wake?.()
  }

  async #advance(position: number): Promise<number> {
    const newest = this.feed.lastSeq
    const read = this.feed.read(position)
    const frames = Array.isArray(read) ? read : await read
    if (frames.length === 0) {
      // Everything up to `newest` is either sent or gone.
      if (newest === this.feed.lastSeq) await this.#newEvents()
      return Math.max(position, newest)
    }
    const reached = this.#send(frames)
    if (this.ws.bufferedAmount > this.limits.backlogBytes) await this.#drained()
    return reached
  }

  /** Sends frames up to the backlog limit; returns the last number sent. */
  #send(frames: readonly Frame[]): number {
    let reached = 0
    let bytes = 0
    let count = 0
    // One write to the kernel for all of them.
    this.socket.cork()
    for (const frame of frames) {
      if (this.#closed) break
      this.ws.send(frame.bytes, BINARY)
      reached = frame.seq
      bytes += frame.bytes.length
      count++
      if (this.ws.bufferedAmount > this.limits.backlogBytes) break
    }
    this.socket.uncork()
    this.sent.frames.add(count)
    this.sent.bytes.add(bytes)
    this.#bytes += bytes
    return reached
  }

  #newEvents(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = () => {
        this.#wake = undefined
        resolve()
      }
    })
  }

  #drained(): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(stall)
        this.socket.off('drain', done)
        this.#wake = undefined
        resolve()
      }
      const stall = setTimeout(() => {
        this.#tooSlow()
        done()
      }, this.limits.stallMs)
      this.socket.on('drain', done)
      this.#wake = () => this.#closed && done()
      if (!this.socket.writableNeedDrain) done()
    })
  }

  #tooSlow(): void {
    this.#closed = true
    this.#isTooSlow = true
    this.ws.send(errorFrame('ConsumerTooSlow', 'Stream consumer too slow'), BINARY)
    this.ws.close(POLICY_VIOLATION, 'ConsumerTooSlow')
  }
}
