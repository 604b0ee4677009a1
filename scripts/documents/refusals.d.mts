/** How XRPC answers a kind. */
export const XRPC_STATUS: Record<string, number>

/** A code or kind that the class takes from its caller is undefined. */
export interface RefusalEntry {
  name: string
  feature: string
  code?: string | undefined
  kind?: string | undefined
  about: string
}

/** All refusals of src/, by feature and name. */
export function readRefusals(root: string): RefusalEntry[]
/** The page for operators. */
export function errorsPage(refusals: RefusalEntry[]): string
