import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'
import { inspectStoredRepo, isSound, type RepoFindings } from '../../repo/index.js'
import { checkReferences } from './blob-references.js'

/** Repositories looked up at a time. */
const PAGE = 500

const REPOS = `
  SELECT repo.repo_id, repo.did, signing_key.did_key FROM repo LEFT JOIN signing_key USING (did)
   WHERE repo.did > $1 ORDER BY repo.did LIMIT $2::int4`

/** What was looked at, and what is wrong with it. */
export interface ReposFindings {
  repos: number
  records: number
  /** blobs that records refer to and nobody has uploaded */
  missingBlobs: number
  /** in words, one for each repository */
  faults: string[]
}

/**
 * Checks every repository of a restored database: its commit and the signature, every node and every record of its tree,
 * and the references of records to blobs.
 */
export async function checkRepos(on: Queryable, onRepo: (repos: number) => void): Promise<ReposFindings> {
  const findings: ReposFindings = { repos: 0, records: 0, missingBlobs: 0, faults: [] }
  for (let after = ''; ;) {
    const { rows } = await on.query<{ repo_id: number; did: Did; did_key: string | null }>({
      text: REPOS,
      values: [after, PAGE],
    })
    for (const { repo_id: repoId, did, did_key: didKey } of rows) {
      const problems =
        didKey === null ? ['it has no signing key'] : await problemsOf(on, repoId, did, didKey, findings)
      if (problems.length > 0) findings.faults.push(`${did}: ${problems.join('; ')}`)
      onRepo(++findings.repos)
      after = did
    }
    if (rows.length < PAGE) return findings
  }
}

async function problemsOf(
  on: Queryable,
  repoId: number,
  did: Did,
  didKey: string,
  findings: ReposFindings,
): Promise<string[]> {
  const repo = await inspectStoredRepo(on, did, didKey)
  if (!repo) return ['it has no account']
  findings.records += repo.records
  if (repo.unreadable.length > 0) return wordsFor(repo)
  const { differing, missing } = await checkReferences(on, repoId)
  findings.missingBlobs += missing
  const references =
    differing.length > 0 ? [`${differing.length} references to blobs differ from the records`] : []
  return [...(isSound(repo) ? [] : wordsFor(repo)), ...references]
}

function wordsFor({
  unreadable,
  misplaced,
  missingNodes,
  damagedNodes,
  surplusNodes,
  commit,
}: RepoFindings): string[] {
  const counted: [number, string][] = [
    [unreadable.length, 'records cannot be read'],
    [misplaced.length, 'records stand under another CID than they have'],
    [missingNodes, 'nodes of the tree are missing'],
    [damagedNodes, 'nodes of the tree are damaged'],
    [surplusNodes, 'nodes belong to no tree'],
  ]
  const words = counted.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`)
  return [...words, ...commit.map((problem) => `its commit: ${problem}`)]
}
