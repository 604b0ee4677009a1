import type pg from 'pg'

/** What a statement may do with its connection while it is the active one. */
interface Connection {
  query(text: string): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
}

/** A `COPY … FROM STDIN` as pg runs it: it answers the messages of the server itself. */
class CopyIn {
  #error: Error | undefined

  constructor(
    private readonly text: string,
    private readonly data: Buffer,
    private readonly settle: (error: Error | undefined) => void,
  ) {}

  submit(connection: Connection): void {
    connection.query(this.text)
  }

  handleCopyInResponse(connection: Connection): void {
    connection.sendCopyFromChunk(this.data)
    connection.endCopyFrom()
  }

  handleError(error: Error): void {
    this.#error = error
    // Of a connection that broke there is nothing more to hear; after an error of the server, this comes again.
    this.settle(error)
  }

  handleReadyForQuery(): void {
    this.settle(this.#error)
  }

  handleCommandComplete(): void {}
  handleRowDescription(): void {}
  handleDataRow(): void {}
  handlePortalSuspended(): void {}
  handleEmptyQuery(): void {}
  handleCopyData(): void {}
}

/**
 * Copies rows into a table, which takes the server half of what INSERT does.
 * @param text `COPY … FROM STDIN BINARY`
 * @param data from `BinaryRows.finish`; must not change before this resolves
 */
export function copyIn(client: pg.ClientBase, text: string, data: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const copy = new CopyIn(text, data, (error) => (error ? reject(error) : resolve()))
    client.query(copy as unknown as pg.Submittable)
  })
}
