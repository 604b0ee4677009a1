import type pg from 'pg'

/** What a statement may do with its connection while it is the active one. */
interface Connection {
  query(text: string): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
}

/** Rows for a table. */
export interface Copy {
  /** `COPY … FROM STDIN BINARY` */
  text: string
  /** from `BinaryRows.finish`; must not change before the copying is done */
  data: Buffer
}

/** Statements that pg runs as one: it answers the messages of the server itself. */
class CopyIn {
  #error: Error | undefined
  #next = 0

  constructor(
    private readonly before: string,
    private readonly copies: readonly Copy[],
    private readonly settle: (error: Error | undefined) => void,
  ) {}

  submit(connection: Connection): void {
    connection.query([this.before, ...this.copies.map(({ text }) => text)].join(';'))
  }

  handleCopyInResponse(connection: Connection): void {
    connection.sendCopyFromChunk(this.copies[this.#next++]!.data)
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
 * Copies rows into tables, all of them or none, which takes the server half of what INSERT does. What was copied is
 * durable then, whatever the setting: whoever copies portion by portion must not lose one in the middle.
 */
export function copyIn(client: pg.ClientBase, copies: readonly Copy[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error: Error | undefined) => (error ? reject(error) : resolve())
    const copy = new CopyIn('SET LOCAL synchronous_commit = on', copies, settle)
    client.query(copy as unknown as pg.Submittable)
  })
}
