import type { Database, Query } from '../../src/database/index.js'
import type { TestDatabase } from './test-database.js'

interface PlanNode {
  readonly 'Node Type': string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number
  readonly 'Rows Removed by Index Recheck'?: number
  readonly Plans?: readonly PlanNode[]
}

/** What a statement did: how many rows of tables and indexes it looked at, and its plan for whoever has to mend it. */
export interface Reading {
  readonly rowsRead: number
  readonly plan: string
}

const SCAN = /^(Seq|Index|Index Only|Bitmap Heap|Tid) Scan$/

function rowsRead(node: PlanNode): number {
  const removed = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)
  const own = SCAN.test(node['Node Type']) ? (node['Actual Rows'] + removed) * node['Actual Loops'] : 0
  return (node.Plans ?? []).reduce((sum, child) => sum + rowsRead(child), own)
}

/**
 * The database, but of every statement only its plan is kept, after it was run.
 * @param readings where they are put
 * @param rows what every statement seems to answer
 */
export function explaining(database: TestDatabase, readings: Reading[], rows: unknown[] = []): Database {
  const query = async ({ text, values = [] }: Query) => {
    const explained = `EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${text}`
    const [row] = await database.rows<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(explained, [...values])
    const plan = row!['QUERY PLAN'][0].Plan
    readings.push({ rowsRead: rowsRead(plan), plan: JSON.stringify(plan, undefined, 1) })
    return { rows, rowCount: rows.length }
  }
  return { query } as unknown as Database
}
