import { Injectable } from '@nestjs/common'
import type pg from 'pg'
import { DataSource, type QueryRunner } from 'typeorm'
import { inSpan } from '../telemetry/index.js'
import { asRefusal } from './driver-refusals.js'
import type { Query, QueryResult, Tx } from './queryable.js'

const TRANSACTION = {
  kind: 'client',
  name: 'postgresql transaction',
  attributes: { 'db.system.name': 'postgresql' },
} as const

/** Transactions. The use case opens one and hands it down; nothing below it opens another. */
@Injectable()
export class UnitOfWork {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Runs `work` in a transaction: committed when it resolves, rolled back when it throws.
   * Everything that belongs to it must go through `tx`.
   * @throws {DatabaseUnavailable} when it was the commit that failed, it is not known whether it took effect
   */
  run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return inSpan(
      () => TRANSACTION,
      () => this.#run(work),
    )
  }

  async #run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner()
    try {
      const client = (await runner.connect()) as pg.PoolClient
      await runner.startTransaction()
      const tx: Tx = {
        manager: runner.manager,
        query: <R>(query: Query) =>
          client.query(query as pg.QueryConfig) as unknown as Promise<QueryResult<R>>,
      }
      const result = await work(tx)
      await runner.commitTransaction()
      return result
    } catch (error) {
      if (runner.isTransactionActive) await rollBack(runner)
      throw asRefusal(error)
    } finally {
      await runner.release()
    }
  }
}

/** What TypeORM's runner can do for itself: drop its connection instead of returning it to the pool. */
interface Discardable {
  releasePostgresConnection(error: Error): Promise<void>
}

/** A connection that cannot roll back is closed, which makes the server do it. */
async function rollBack(runner: QueryRunner): Promise<void> {
  try {
    await runner.rollbackTransaction()
  } catch (error) {
    await (runner as unknown as Discardable).releasePostgresConnection(error as Error)
  }
}
