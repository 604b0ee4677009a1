import { Readable } from 'node:stream'
import { ReaderGone } from './reader-gone.js'

/** Bytes given ahead of the reader. */
const AHEAD_BYTES = 512 * 1024

/**
 * Hands pieces from a writer to one reader. The writer waits while the reader is behind, and is stopped by
 * {@link ReaderGone} when the reader leaves, even before it has taken anything, or takes nothing for too long.
 */
export class Handover extends Readable {
  /** How much it will be in all, where that is known beforehand. */
  totalBytes: number | undefined
  #wakeWriter: (() => void) | undefined
  #givenBytes = 0

  /** @param stallMs how long the reader may take nothing while the writer waits */
  constructor(private readonly stallMs: number) {
    super({ highWaterMark: AHEAD_BYTES })
    // Whoever reads hears of errors; an error that comes before would end the process.
    this.on('error', () => undefined)
  }

  /** What the reader has taken so far. */
  get takenBytes(): number {
    return this.#givenBytes - this.readableLength
  }

  /** Whether the writer waits for the reader. */
  get isBehind(): boolean {
    return this.#wakeWriter !== undefined
  }

  /** Gives a piece; resolves when the reader may have another one. */
  async give(piece: Uint8Array): Promise<void> {
    if (this.destroyed) throw new ReaderGone()
    this.#givenBytes += piece.length
    if (!this.push(piece)) await this.#readerTakes()
    if (this.destroyed) throw new ReaderGone()
  }

  /** The writer is done. */
  end(): void {
    if (!this.destroyed) this.push(null)
  }

  /** The writer failed: the reader gets the error. */
  fail(error: unknown): void {
    if (!(error instanceof ReaderGone)) this.destroy(error as Error)
  }

  override _read(): void {
    this.#wakeWriter?.()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#wakeWriter?.()
    done(error)
  }

  #readerTakes(): Promise<void> {
    return new Promise((resolve) => {
      const stall = setTimeout(
        () => this.destroy(new Error('the reader took nothing for too long')),
        this.stallMs,
      )
      this.#wakeWriter = () => {
        this.#wakeWriter = undefined
        clearTimeout(stall)
        resolve()
      }
    })
  }
}
