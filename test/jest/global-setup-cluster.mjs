// The files of a PostgreSQL with a migrated database: servers of a test that are to have one of their own begin with a
// copy (test/e2e/server-process.ts). To make it anew each time takes two seconds of both cores.
import { startCluster } from './cluster.mjs'

export default async function setUp() {
  const { directory, postgres } = await startCluster()
  await postgres.stop()
  process.env.GUILDHALL_TEST_CLUSTER = directory
}
