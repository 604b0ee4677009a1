import type pg from 'pg'

interface Connection {
  query(text: string): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
}

/** A COPY on a connection of pg: what its client hands the answers of the server to. */
class CopyIn {
  constructor(
    private readonly text: string,
    private readonly data: Buffer,
    private readonly settle: (error?: Error) => void,
  ) {}

  submit(connection: Connection): void {
    connection.query(this.text)
  }

  handleCopyInResponse(connection: Connection): void {
    connection.sendCopyFromChunk(this.data)
    connection.endCopyFrom()
  }

  handleCommandComplete(): void {}

  handleError(error: Error): void {
    this.settle(error)
  }

  handleReadyForQuery(): void {
    this.settle()
  }
}

/**
 * Adds rows to a table.
 * @param table with its columns: `blob (repo_id, cid)`; an SQL text, never of a caller's making
 * @param rows what CopyRows gives
 */
export function copyIn(client: pg.ClientBase, table: string, rows: Buffer): Promise<void> {
  const text = `COPY ${table} FROM STDIN (FORMAT binary)`
  return new Promise((resolve, reject) => {
    client.query(new CopyIn(text, rows, (error) => (error ? reject(error) : resolve())) as never)
  })
}
