import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'
import { PgRepairStore } from './pg-repair.store.js'
import type { RepoFindings } from './repo-findings.js'
import { RepoInspection } from './repo-inspection.js'

/**
 * Compares a repository with what its records say, in a database that no server uses.
 * @param didKey the key of the account, as `did:key`
 * @returns undefined if there is none
 */
export async function inspectStoredRepo(
  on: Queryable,
  did: Did,
  didKey: string,
): Promise<RepoFindings | undefined> {
  const store = new PgRepairStore()
  const repo = await store.find(on, did)
  if (!repo) return undefined
  const { findings } = await new RepoInspection(store, on, repo).run(did, { didKey })
  return findings
}
