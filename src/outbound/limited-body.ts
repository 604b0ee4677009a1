import { pipeline, Transform, type Readable, type TransformCallback } from 'node:stream'
import { OutboundError } from './outbound-error.js'
import { asOutboundError } from './outbound-failures.js'

/** Passes a body on until it becomes too large; all its failures are OutboundErrors. */
export class LimitedBody extends Transform {
  #bytes = 0

  private constructor(
    private readonly maxBytes: number,
    private readonly signal: AbortSignal | undefined,
  ) {
    super()
  }

  /**
   * @param announced value of the content-length header: what is announced too large is not even begun
   * @param signal the caller's own
   */
  static of(
    body: Readable,
    announced: string | string[] | undefined,
    maxBytes: number,
    signal: AbortSignal | undefined,
  ): LimitedBody {
    const limited = new LimitedBody(maxBytes, signal)
    // Whoever reads the body hears of its failure; a body nobody reads must not end the process.
    limited.on('error', () => undefined)
    body.on('error', () => undefined)
    pipeline(body, limited, () => undefined)
    if (Number(announced) > maxBytes) limited.destroy(limited.#tooLarge())
    return limited
  }

  override _transform(piece: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#bytes += piece.length
    if (this.#bytes > this.maxBytes) done(this.#tooLarge())
    else done(null, piece)
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    done(error && asOutboundError(error, this.signal))
  }

  #tooLarge(): OutboundError {
    return new OutboundError('tooLarge', `the answer is larger than ${this.maxBytes} bytes`)
  }
}
