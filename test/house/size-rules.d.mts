/** Something that is too big or wrongly named. A warning is past the aim, an error past the limit. */
export interface Problem {
  rule: string
  at: string
  severity: 'error' | 'warning'
  message: string
}

/** Everything wrong with the sizes and names of a tree. */
export function findProblems(root: string): Problem[]
