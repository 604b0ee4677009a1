import { ReaderGone } from './reader-gone.js'

/** Pieces given ahead of the reader. */
const AHEAD_MAX = 4

/**
 * Hands pieces from a writer to one reader. The writer waits while the reader is behind, and is stopped by
 * {@link ReaderGone} when the reader leaves or takes nothing for too long.
 */
export class Handover<T> implements AsyncIterable<T> {
  readonly #pieces: T[] = []
  #ended = false
  #failure: unknown
  #gone = false
  #wakeReader: (() => void) | undefined
  #wakeWriter: (() => void) | undefined

  /** @param stallMs how long the reader may take nothing while the writer waits */
  constructor(private readonly stallMs: number) {}

  /** Gives a piece; resolves when the reader may have another one. */
  async give(piece: T): Promise<void> {
    if (this.#gone) throw new ReaderGone()
    this.#pieces.push(piece)
    this.#wakeReader?.()
    while (this.#pieces.length >= AHEAD_MAX && !this.#gone) await this.#readerTakes()
    if (this.#gone) throw new ReaderGone()
  }

  /** The writer is done. */
  end(): void {
    this.#ended = true
    this.#wakeReader?.()
  }

  /** The writer failed: the reader gets the error after what was given so far. */
  fail(error: unknown): void {
    if (!(error instanceof ReaderGone)) this.#failure = error
    this.end()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    try {
      for (;;) {
        const piece = this.#pieces.shift()
        if (piece !== undefined) {
          this.#wakeWriter?.()
          yield piece
        } else if (this.#failure) throw this.#failure
        else if (this.#ended) return
        else await new Promise<void>((resolve) => (this.#wakeReader = resolve))
      }
    } finally {
      this.#gone = true
      this.#wakeWriter?.()
    }
  }

  #readerTakes(): Promise<void> {
    return new Promise((resolve) => {
      const stall = setTimeout(() => {
        this.#gone = true
        this.fail(new Error('the reader took nothing for too long'))
        resolve()
      }, this.stallMs)
      this.#wakeWriter = () => {
        clearTimeout(stall)
        resolve()
      }
    })
  }
}
