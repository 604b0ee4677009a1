import { Readable } from 'node:stream'
import type { Dispatcher } from 'undici'
import { decodeBody } from './decode-body.js'
import type { OpenAnswer } from './open-answer.js'
import { OutboundError } from './outbound-error.js'
import { asOutboundError } from './outbound-failures.js'
import type { StopSignal } from './outbound-options.js'

type Controller = Dispatcher.DispatchController

interface Settlement {
  resolve(answer: OpenAnswer): void
  reject(error: OutboundError): void
}

const OK = 200

/** How much of a body is held before somebody takes it (bytes). */
const HELD_MAX_BYTES = 64 * 1024

/** Limits of one answer. */
export interface ReceiverLimits {
  readonly bytesMax: number
  /** from the beginning to the last byte; 0 is without limit */
  readonly timeoutMs: number
  readonly signal: StopSignal | undefined
}

/**
 * Takes an answer from the HTTP client piece by piece. What arrives before the body is taken is held, up to a limit,
 * beyond which the other side has to wait: small bodies are complete by the time anybody looks.
 */
export class AnswerReceiver implements Dispatcher.DispatchHandler, OpenAnswer {
  status = 0
  headers: OpenAnswer['headers'] = {}
  /** Resolves when the head is there. */
  readonly head: Promise<OpenAnswer>

  readonly #settle: Settlement
  readonly #timer: NodeJS.Timeout | undefined
  #controller: Controller | undefined
  #held: Buffer[] = []
  #heldBytes = 0
  #heldMaxBytes = HELD_MAX_BYTES
  #bytes = 0
  #isComplete = false
  #failure: OutboundError | undefined
  #stream: Readable | undefined
  #asError: (error: OutboundError) => Error = (error) => error
  /** Wakes who peeks. */
  #wake: (() => void) | undefined

  constructor(private readonly limits: ReceiverLimits) {
    let settle: Settlement | undefined
    this.head = new Promise((resolve, reject) => (settle = { resolve, reject }))
    this.#settle = settle!
    const { timeoutMs, signal } = limits
    if (timeoutMs > 0) this.#timer = setTimeout(this.#expire, timeoutMs).unref()
    if (signal?.aborted) this.#abandon()
    else signal?.addEventListener('abort', this.#abandon, { once: true })
  }

  onRequestStart(controller: Controller): void {
    this.#controller = controller
    if (this.#failure) controller.abort(this.#failure)
  }

  onResponseStart(_controller: Controller, status: number, headers: OpenAnswer['headers']): void {
    // Only the last head counts; those before it are informational.
    if (status < OK) return
    this.status = status
    this.headers = headers
    if (Number(headers['content-length']) > this.limits.bytesMax) return this.#giveUp(this.#tooLarge())
    this.#settle.resolve(this)
  }

  onResponseData(controller: Controller, piece: Buffer): void {
    this.#bytes += piece.length
    if (this.#bytes > this.limits.bytesMax) return this.#giveUp(this.#tooLarge())
    if (this.#stream) {
      if (!this.#stream.push(piece)) controller.pause()
      return
    }
    this.#held.push(piece)
    this.#heldBytes += piece.length
    if (this.#heldBytes > this.#heldMaxBytes) {
      controller.pause()
      this.#wake?.()
    }
  }

  onResponseEnd(): void {
    this.#isComplete = true
    this.#rest()
    this.#stream?.push(null)
    this.#wake?.()
  }

  onResponseError(_controller: Controller, error: Error): void {
    this.#fail(asOutboundError(error, this.limits.signal))
  }

  /** The request never got as far as a connection. */
  refuse(error: unknown): void {
    this.#fail(asOutboundError(error, this.limits.signal))
  }

  async peek(bytesMax: number): Promise<Buffer | undefined> {
    if (!this.#isComplete && !this.#failure && this.#heldBytes <= bytesMax) {
      this.#heldMaxBytes = bytesMax
      await new Promise<void>((resolve) => {
        this.#wake = resolve
        this.#controller?.resume()
      })
    }
    if (this.#failure) throw this.#failure
    return this.#isComplete && this.#heldBytes <= bytesMax ? this.#decoded(bytesMax) : undefined
  }

  take(asError: (error: OutboundError) => Error = (error) => error): Buffer | Readable {
    this.#asError = asError
    if (this.#isComplete) return this.#joined()
    const stream = new Readable({
      read: () => this.#controller?.resume(),
      destroy: (error, done) => {
        if (!this.#isComplete) this.discard()
        done(error)
      },
    })
    // Whoever reads it hears of its failure; one that nobody reads must not end the process.
    stream.on('error', () => undefined)
    for (const piece of this.#held) stream.push(piece)
    this.#held = []
    this.#stream = stream
    if (this.#failure) stream.destroy(asError(this.#failure))
    return stream
  }

  discard(): void {
    this.#giveUp(new OutboundError('aborted', 'the answer is not wanted'))
  }

  readonly #expire = (): void => this.#giveUp(new OutboundError('timeout', 'no answer in time'))
  readonly #abandon = (): void => this.#giveUp(new OutboundError('aborted', 'the request was given up'))

  #decoded(bytesMax: number): Buffer | undefined {
    const { 'content-encoding': coding } = this.headers
    try {
      return decodeBody(this.#joined(), Array.isArray(coding) ? coding.join() : coding, bytesMax)
    } catch (error) {
      if (error instanceof OutboundError) return undefined
      throw error
    }
  }

  #joined(): Buffer {
    return this.#held.length === 1 ? this.#held[0]! : Buffer.concat(this.#held)
  }

  #giveUp(error: OutboundError): void {
    if (this.#isComplete || this.#failure) return
    this.#fail(error)
    // Of HTTP/2, a stream that stands still is not closed, and what it holds is missing on the connection.
    this.#controller?.resume()
    this.#controller?.abort(error)
  }

  #fail(error: OutboundError): void {
    if (this.#isComplete || this.#failure) return
    this.#failure = error
    this.#rest()
    this.#settle.reject(error)
    this.#stream?.destroy(this.#asError(error))
    this.#wake?.()
  }

  /** Nothing more will come. */
  #rest(): void {
    clearTimeout(this.#timer)
    this.limits.signal?.removeEventListener('abort', this.#abandon)
  }

  #tooLarge(): OutboundError {
    return new OutboundError('tooLarge', `the answer is larger than ${this.limits.bytesMax} bytes`)
  }
}
