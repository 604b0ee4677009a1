/** What is wrong with a stored repository. */
export interface RepoFindings {
  /** how many there are */
  readonly records: number
  /** how many nodes the tree of these records has */
  readonly nodes: number
  /** paths of records whose block is not DAG-CBOR of an object with a `$type`, or whose path is none */
  readonly unreadable: readonly string[]
  /** paths of records that stand under another CID than their block has */
  readonly misplaced: readonly string[]
  /** nodes that the tree needs and that are not there */
  readonly missingNodes: number
  /** nodes whose block is not that of their CID */
  readonly damagedNodes: number
  /** nodes that the tree has no place for */
  readonly surplusNodes: number
  /** what is wrong with the commit, in words */
  readonly commit: readonly string[]
}

/** Whether everything is as it should be. */
export function isSound(findings: RepoFindings): boolean {
  const { unreadable, misplaced, missingNodes, damagedNodes, surplusNodes, commit } = findings
  const lists = unreadable.length + misplaced.length + commit.length
  return lists + missingNodes + damagedNodes + surplusNodes === 0
}
