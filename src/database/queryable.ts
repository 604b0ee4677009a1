import type { EntityManager } from 'typeorm'

/**
 * One SQL statement.
 * With `name` it is prepared once per connection; a name must always stand for the same text.
 * With `binary` the result travels in binary form, which is faster for bytea.
 * Either way int8 arrives as a number (a fault if it is not a safe integer), bytea as Buffer, timestamptz as Date.
 */
export interface Query {
  name?: string
  text: string
  values?: readonly unknown[]
  binary?: boolean
}

/** Rows of a statement; `rowCount` also counts rows that were changed without being returned. */
export interface QueryResult<R> {
  rows: R[]
  rowCount: number
}

/** What can run a statement: the database itself, or a transaction. */
export interface Queryable {
  query<R = Record<string, unknown>>(query: Query): Promise<QueryResult<R>>
}

/** A transaction in progress. */
export interface Tx extends Queryable {
  /** TypeORM's view of the same transaction. */
  readonly manager: EntityManager
}
