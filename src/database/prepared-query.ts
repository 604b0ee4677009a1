import { createRequire } from 'node:module'
import type pg from 'pg'
import type { MessageReader } from './message-reader.js'
import type { Query, QueryResult } from './queryable.js'
import { binaryTypes, textTypes } from './wire-types.js'

type Row = Record<string, unknown>
type Callback = (error: unknown, result?: QueryResult<Row>) => void

/** What pg lets a query do with its connection. */
interface Connection {
  readonly stream: { cork(): void; uncork(): void }
  readonly parsedStatements: Record<string, string | undefined>
  readonly submittedNamedStatements: Record<string, string | undefined>
  parse(statement: { name: string; text: string }): void
  bind(portal: { statement: string; values: readonly unknown[]; binary: boolean }): void
  describe(what: { type: 'P' }): void
  execute(): void
  sync(): void
}

interface Column {
  readonly name: string
  readonly parse: (raw: Buffer | string) => unknown
}

/** What is asked for. */
export type NamedQuery = Query & { readonly name: string }

interface RowDescription {
  fields: { name: string; dataTypeID: number }[]
}

/** Columns of a statement, for rows that come in one of the two forms. */
interface Description {
  readonly isBinary: boolean
  readonly columns: readonly Column[]
}

/** What a connection knows of the statements that are prepared on it. */
export interface PreparedStatements {
  readonly reader: MessageReader
  /** By their names. */
  readonly descriptions: Map<string, Description>
}

// As pg itself turns values into parameters.
const { prepareValue } = createRequire(import.meta.url)('pg/lib/utils.js') as {
  prepareValue(value: unknown): unknown
}

/**
 * A statement that is prepared under its name. What columns it has is asked for once for each connection; pg's own query
 * asks each time, and makes ready for the answer anew.
 */
export class PreparedQuery implements pg.Submittable {
  /** Looked at by pg, as is `text`, when the statement has been parsed. */
  readonly name: string
  readonly text: string
  readonly #values: readonly unknown[]
  readonly #binary: boolean
  #isDescribed = false
  #columns: readonly Column[] = []
  readonly #rows: Row[] = []
  #rowCount = 0
  #fault: unknown

  /**
   * @param session of the connection it is sent on
   * @param callback called once, by pg as well
   */
  constructor(
    query: NamedQuery,
    private readonly session: PreparedStatements,
    public callback: Callback,
  ) {
    this.name = query.name
    this.text = query.text
    this.#values = query.values ?? []
    this.#binary = query.binary ?? false
  }

  /** @returns why it cannot be sent */
  submit(connection: pg.Connection): Error | undefined {
    try {
      return this.#send(connection as unknown as Connection)
    } catch (error) {
      // A value that cannot be a parameter: nothing was sent.
      return error as Error
    }
  }

  handleRowDescription({ fields }: RowDescription): void {
    const types = this.#binary ? binaryTypes : textTypes
    this.#columns = fields.map(({ name, dataTypeID }) => ({
      name,
      parse: types.getTypeParser(dataTypeID) as Column['parse'],
    }))
  }

  handleDataRow({ fields }: { fields: (Buffer | string | null)[] }): void {
    if (this.#fault !== undefined) return
    const row: Row = {}
    try {
      for (let i = 0; i < fields.length; i++) {
        const { name, parse } = this.#columns[i]!
        const field = fields[i]!
        row[name] = field === null ? null : parse(field)
      }
      this.#rows.push(row)
    } catch (error) {
      // The rows to come cannot be held back; they are passed over.
      this.#fault = error
    }
  }

  /** @param text such as `SELECT 3` and `INSERT 0 1` */
  handleCommandComplete({ text }: { text: string }): void {
    this.#rowCount = Number(text.slice(text.lastIndexOf(' ') + 1)) || 0
  }

  handleReadyForQuery(): void {
    if (!this.#isDescribed)
      this.session.descriptions.set(this.name, { isBinary: this.#binary, columns: this.#columns })
    if (this.#fault === undefined) this.callback(null, { rows: this.#rows, rowCount: this.#rowCount })
    else this.callback(this.#fault)
  }

  handleError(error: unknown): void {
    this.callback(error)
  }

  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}

  #send(connection: Connection): Error | undefined {
    const { name, text } = this
    const prepared = connection.parsedStatements[name] ?? connection.submittedNamedStatements[name]
    if (prepared !== undefined && prepared !== text)
      return new Error(`two statements have the name ${name}, which must stand for one`)
    const values = this.#values.map((value) => prepareValue(value))
    const known = this.session.descriptions.get(name)
    this.#isDescribed = known?.isBinary === this.#binary
    if (known && this.#isDescribed) this.#columns = known.columns
    connection.stream.cork()
    try {
      if (prepared === undefined) {
        connection.parse({ name, text })
        connection.submittedNamedStatements[name] = text
      }
      connection.bind({ statement: name, values, binary: this.#binary })
      if (this.#isDescribed) this.session.reader.expectRows({ binary: this.#binary })
      else connection.describe({ type: 'P' })
      connection.execute()
      connection.sync()
    } finally {
      connection.stream.uncork()
    }
    return undefined
  }
}
