import { Injectable } from '@nestjs/common'
import { Clock } from '../telemetry/index.js'

/** Somebody who comes to read the event stream. */
export interface ArrivedReader {
  readonly ip: string
  readonly userAgent: string | undefined
  /** number of the last event that it was sent, or has no need of */
  readonly position: () => number
  /** bytes that it was sent */
  readonly bytes: () => number
}

/** Somebody who reads the event stream from this node. */
export interface FirehoseReader extends ArrivedReader {
  /** ms since the epoch */
  readonly sinceMs: number
}

/** Everybody who reads the event stream from this node. */
@Injectable()
export class FirehoseReaders {
  readonly #readers = new Set<FirehoseReader>()

  constructor(private readonly clock: Clock) {}

  /** Those who read now, those who came first first. */
  get all(): readonly FirehoseReader[] {
    return [...this.#readers]
  }

  /** Notes somebody, until the returned function is called. */
  add(arrived: ArrivedReader): () => void {
    const reader = { ...arrived, sinceMs: this.clock.nowMs() }
    this.#readers.add(reader)
    return () => void this.#readers.delete(reader)
  }
}
