/** The page for operators. */
export function accountStatesPage(states: Record<string, object>): string
