/**
 * The database: one PostgreSQL, embedded by default, one pool shared by TypeORM and by raw SQL.
 *
 * A feature lists its entities in its module, `imports: [DatabaseModule, TypeOrmModule.forFeature([Repo])]`, and
 * injects `Database` for single statements and `UnitOfWork` for transactions. Stores take
 * `on: Queryable = this.db`, so that they work inside and outside of a transaction.
 */
export { Database } from './database.js'
export { UnitOfWork } from './unit-of-work.js'
export type { Query, Queryable, QueryResult, Tx } from './queryable.js'
export { DatabaseUnavailable } from './database.errors.js'
export { isStorable, storable } from './storable-text.js'
export { GatheredStatements } from './gathered-statements.js'
export { plannedOnce } from './planned-once.js'
export { boundedCount } from './bounded-count.js'
export { isUniqueViolation } from './pg-errors.js'
export { BinaryRows } from './binary-rows.js'
export { type Copy, copyIn } from './copy-in.js'
export { copyInStream } from './copy-in-stream.js'
export { type CopyOut, copyOut } from './copy-out.js'
export { byteaArray, int4Array, int8Array, textArray } from './binary-array.js'
export { databaseFacts, type DatabaseFacts, DatabaseVisit } from './database-visit.js'
export { DatabaseConfig } from './database.config.js'
export { DatabaseModule } from './database.module.js'
export { DatabaseSource } from './database-source.js'
export { connect } from './data-source.js'
export { EmbeddedSource } from './embedded-source.js'
export { DatabaseSourceModule } from './database-source.module.js'
export { makeSchema, unknownMigrations } from './schema-making.js'
export { forgetAside, isAside, putBack, setAside } from './former-schema.js'
