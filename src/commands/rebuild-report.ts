import { isSound, type Rebuilt, type RepoFindings } from '../repo/index.js'

/** Most paths that are listed of each kind. */
const PATHS_SHOWN = 20

/** What a rebuild found and did, for people. */
export function describeRebuilt(
  did: string,
  { findings, rev }: Rebuilt,
): { text: string; isAsItShouldBe: boolean } {
  const problems = describeFindings(findings)
  const lines = [`${did}: ${findings.records} records, a tree of ${findings.nodes} nodes`, ...problems]
  if (isSound(findings)) lines.push('nothing is wrong; nothing was changed')
  else if (rev === undefined) lines.push('nothing was changed')
  else lines.push(`repaired, revision ${rev}`)
  return { text: `${lines.join('\n')}\n`, isAsItShouldBe: isSound(findings) || rev !== undefined }
}

function describeFindings(findings: RepoFindings): string[] {
  const { missingNodes, damagedNodes, surplusNodes } = findings
  return [
    ...paths('not a record', findings.unreadable),
    ...paths('a record under a wrong CID', findings.misplaced),
    ...(missingNodes > 0 ? [`- ${missingNodes} nodes are missing`] : []),
    ...(damagedNodes > 0 ? [`- ${damagedNodes} nodes are damaged`] : []),
    ...(surplusNodes > 0 ? [`- ${surplusNodes} nodes belong to no tree`] : []),
    ...findings.commit.map((problem) => `- the commit: ${problem}`),
  ]
}

function paths(what: string, list: readonly string[]): string[] {
  const more = list.length - PATHS_SHOWN
  const shown = list.slice(0, PATHS_SHOWN).map((path) => `- ${what}: ${path}`)
  return more > 0 ? [...shown, `- ${what}: ${more} more`] : shown
}
