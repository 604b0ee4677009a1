import type { Readable } from 'node:stream'
import { decodeBody } from './decode-body.js'
import { OutboundError } from './outbound-error.js'

type Headers = Record<string, string | string[] | undefined>

/** An answer. Its body is read once: as a stream, or as a whole. A body that is not wanted must be discarded. */
export class OutboundResponse {
  constructor(
    readonly status: number,
    /** By lower-case name. */
    readonly headers: Headers,
    /** As it came, without undoing content codings; fails with an OutboundError. */
    readonly body: Readable,
    private readonly maxBytes: number,
  ) {}

  /** A header that may come once; undefined when it is missing. */
  header(name: string): string | undefined {
    const value = this.headers[name]
    return Array.isArray(value) ? value[0] : value
  }

  /** Media type without parameters, in lower case; '' when there is none. */
  get contentType(): string {
    return (this.header('content-type') ?? '').split(';', 1)[0]!.trim().toLowerCase()
  }

  /** The whole body, content codings undone. */
  async bytes(): Promise<Buffer> {
    const pieces: Buffer[] = []
    for await (const piece of this.body) pieces.push(piece as Buffer)
    return decodeBody(Buffer.concat(pieces), this.header('content-encoding'), this.maxBytes)
  }

  /** The whole body as UTF-8. */
  async text(): Promise<string> {
    return (await this.bytes()).toString('utf8')
  }

  /** The whole body as JSON. */
  async json(): Promise<unknown> {
    const text = await this.text()
    try {
      return JSON.parse(text) as unknown
    } catch (cause) {
      throw new OutboundError('badBody', 'the answer is not JSON', this.status, { cause })
    }
  }

  /** Gives up the body. */
  discard(): void {
    this.body.destroy()
  }
}
