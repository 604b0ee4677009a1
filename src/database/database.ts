import { Injectable, type OnApplicationShutdown } from '@nestjs/common'
import type pg from 'pg'
import { DataSource } from 'typeorm'
import {
  inSpan,
  isTracing,
  Log,
  Metrics,
  SECONDS,
  type SpanStart,
  Tally,
  Timings,
} from '../telemetry/index.js'
import { connect } from './data-source.js'
import { DatabaseUnavailable } from './database.errors.js'
import { DatabaseSource } from './database-source.js'
import { asRefusal } from './driver-refusals.js'
import { Notifications } from './notifications.js'
import type { Query, Queryable, QueryResult } from './queryable.js'

/** Raw SQL on the pool that TypeORM uses too, notifications, and sessions of one's own. */
@Injectable()
export class Database implements Queryable, OnApplicationShutdown {
  /** The connections of this node. Use {@link query} or {@link withClient} where they serve. */
  readonly pool: pg.Pool
  readonly #notifications: Notifications
  readonly #statements = new Timings(SECONDS)
  readonly #statement = this.#statements.of()
  readonly #unavailable = new Tally()

  constructor(
    dataSource: DataSource,
    private readonly source: DatabaseSource,
    log: Log,
    metrics: Metrics,
  ) {
    this.pool = (dataSource.driver as unknown as { master: pg.Pool }).master
    this.#notifications = new Notifications(() => this.newClient(), log)
    measure(this.pool, metrics)
    metrics.expose(
      'pds_database_statement_seconds',
      'Time of single statements, the wait for a connection included.',
      this.#statements,
    )
    metrics.total(
      'pds_database_unavailable_total',
      'Single statements that failed because the database was away or full.',
      () => this.#unavailable.total,
    )
  }

  /**
   * Runs one statement on any free connection.
   * @throws {DatabaseUnavailable}
   */
  query<R = Record<string, unknown>>(query: Query): Promise<QueryResult<R>> {
    if (isTracing())
      return inSpan(
        () => spanOf(query),
        () => this.#query<R>(query),
      )
    return this.#query(query)
  }

  #query<R>(query: Query): Promise<QueryResult<R>> {
    const end = this.#statement.start()
    const passOn = (result: unknown): QueryResult<R> => {
      end()
      return result as QueryResult<R>
    }
    const fail = (error: unknown): never => {
      end()
      const problem = asRefusal(error)
      if (problem instanceof DatabaseUnavailable) this.#unavailable.add()
      throw problem
    }
    return this.pool.query(query as pg.QueryConfig).then(passOn, fail)
  }

  /**
   * Lends a connection to `use`. If `use` throws, the connection is closed, as its state is not known.
   * @throws {DatabaseUnavailable}
   */
  async withClient<T>(use: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect().catch(rethrow)
    // A connection that breaks while it is lent says so to whoever has a statement on it; an error that nobody hears
    // would end the process.
    client.on('error', ignore)
    try {
      const result = await use(client)
      client.off('error', ignore)
      client.release()
      return result
    } catch (error) {
      client.release(true)
      throw asRefusal(error)
    }
  }

  /**
   * Calls `hear` with the payload of every notification on a channel, until the returned function is called.
   * All channels share one connection, which is made again when it breaks; as notifications may have been missed
   * meanwhile, `hear('')` is then called.
   * @param channel an SQL identifier
   */
  listen(channel: string, hear: (payload: string) => void): Promise<() => Promise<void>> {
    return this.#notifications.listen(channel, hear)
  }

  /** A new connection outside of the pool, connected; the caller ends it. For advisory locks and the like. */
  newClient(): Promise<pg.Client> {
    return connect(this.source)
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#notifications.close()
  }
}

/** The text stays out: a name says which statement it is, and values are members' own. */
function spanOf({ name, text }: Query): SpanStart {
  const operation = name ?? text.trim().split(/\s/, 1)[0]!.toUpperCase()
  const attributes = { 'db.system.name': 'postgresql', 'db.query.summary': operation }
  return { kind: 'client', name: `postgresql ${operation}`, attributes }
}

function ignore(): void {}

function rethrow(error: unknown): never {
  throw asRefusal(error)
}

function measure(pool: pg.Pool, metrics: Metrics): void {
  metrics.gauge({
    name: 'pds_database_connections',
    help: 'Connections of the pool by state; waiting counts statements that wait for one.',
    labelNames: ['state'],
    collect() {
      this.set({ state: 'busy' }, pool.totalCount - pool.idleCount)
      this.set({ state: 'idle' }, pool.idleCount)
      this.set({ state: 'waiting' }, pool.waitingCount)
    },
  })
}
