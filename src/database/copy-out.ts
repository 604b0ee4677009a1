import { Readable } from 'node:stream'
import type pg from 'pg'

/** What a statement may do with its connection while it is the active one. */
interface Connection {
  query(text: string): void
  stream: { pause(): void; resume(): void }
}

/** Rows come one by one, some of them tiny; they go on in pieces of about this size. */
const PIECE_BYTES = 128 * 1024

/**
 * What `COPY … TO STDOUT` gives, as it comes: while nobody reads, the server waits. A statement of the driver and a
 * stream at the same time. One that is not read to its end leaves the connection in the middle of it: close it then.
 */
class CopyOutStream extends Readable {
  #connection: Connection | undefined
  #gathered: Buffer[] = []
  #gatheredBytes = 0
  #rows = 0

  constructor(private readonly text: string) {
    super({ highWaterMark: PIECE_BYTES })
  }

  /** How many rows there were, once everything was read. */
  get rows(): number {
    return this.#rows
  }

  submit(connection: Connection): void {
    this.#connection = connection
    connection.query(this.text)
  }

  handleCopyData({ chunk }: { chunk: Buffer }): void {
    if (this.destroyed) return
    // A view of the receive buffer, which is used again.
    this.#gathered.push(Buffer.from(chunk))
    this.#gatheredBytes += chunk.length
    if (this.#gatheredBytes >= PIECE_BYTES && !this.#give()) this.#connection?.stream.pause()
  }

  handleCommandComplete({ text }: { text: string }): void {
    this.#rows = Number(text.split(' ')[1] ?? 0)
  }

  handleReadyForQuery(): void {
    this.#give()
    this.push(null)
  }

  handleError(error: Error): void {
    this.destroy(error)
  }

  handleRowDescription(): void {}
  handleDataRow(): void {}
  handlePortalSuspended(): void {}
  handleEmptyQuery(): void {}

  override _read(): void {
    this.#connection?.stream.resume()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    // Whoever closes the connection must be heard.
    this.#connection?.stream.resume()
    done(error)
  }

  #give(): boolean {
    if (this.destroyed || this.#gatheredBytes === 0) return true
    const piece = Buffer.concat(this.#gathered, this.#gatheredBytes)
    this.#gathered = []
    this.#gatheredBytes = 0
    return this.push(piece)
  }
}

/** Rows on their way out: pieces of bytes, and their number once all were read. */
export type CopyOut = AsyncIterable<Buffer> & { readonly rows: number }

/**
 * Reads rows in bulk.
 * @param text `COPY … TO STDOUT`
 */
export function copyOut(client: pg.ClientBase, text: string): CopyOut {
  const stream = new CopyOutStream(text)
  client.query(stream as unknown as pg.Submittable)
  return stream
}
