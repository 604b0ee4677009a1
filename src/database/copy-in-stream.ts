import type { Writable } from 'node:stream'
import type pg from 'pg'

/** What a statement may do with its connection while it is the active one. */
interface Connection {
  query(text: string): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
  sendCopyFail(reason: string): void
  stream: Writable
}

/** A statement that takes its rows from a source, piece by piece, as fast as the server takes them. */
class CopyInStream {
  #error: Error | undefined
  #rows = 0

  constructor(
    private readonly text: string,
    private readonly source: AsyncIterable<Buffer>,
    private readonly settle: (error: Error | undefined, rows: number) => void,
  ) {}

  submit(connection: Connection): void {
    connection.query(this.text)
  }

  handleCopyInResponse(connection: Connection): void {
    void this.#send(connection)
  }

  handleError(error: Error): void {
    // What the source had to say goes before what the server says of it.
    this.#error ??= error
    this.settle(this.#error, this.#rows)
  }

  handleReadyForQuery(): void {
    this.settle(this.#error, this.#rows)
  }

  handleCommandComplete({ text }: { text: string }): void {
    this.#rows = Number(text.split(' ')[1] ?? 0)
  }

  handleRowDescription(): void {}
  handleDataRow(): void {}
  handlePortalSuspended(): void {}
  handleEmptyQuery(): void {}
  handleCopyData(): void {}

  async #send(connection: Connection): Promise<void> {
    try {
      for await (const piece of this.source) {
        if (this.#error) return
        connection.sendCopyFromChunk(piece)
        if (connection.stream.writableNeedDrain) await drained(connection.stream)
      }
      connection.endCopyFrom()
    } catch (error) {
      this.#error ??= error as Error
      connection.sendCopyFail('the source of the rows failed')
    }
  }
}

function drained(stream: Writable): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      stream.off('drain', go).off('close', go)
      resolve()
    }
    stream.once('drain', go).once('close', go)
  })
}

/**
 * Writes rows in bulk, all of them or none.
 * @param text `COPY … FROM STDIN`
 * @returns how many there were
 * @throws what the source throws, and what the server says of the rows
 */
export function copyInStream(
  client: pg.ClientBase,
  text: string,
  source: AsyncIterable<Buffer>,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const settle = (error: Error | undefined, rows: number) => (error ? reject(error) : resolve(rows))
    client.query(new CopyInStream(text, source, settle) as unknown as pg.Submittable)
  })
}
