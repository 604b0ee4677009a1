// One PostgreSQL for all suites of a run, with a migrated database that suites copy (test/support/test-database.ts).
import { startCluster } from './cluster.mjs'

export default async function setUp() {
  const { postgres } = await startCluster()
  process.env.GUILDHALL_TEST_DATABASE = JSON.stringify(postgres.connection)
}
