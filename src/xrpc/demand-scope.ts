import type { Call } from './call.js'
import { describeNeed, type ScopeNeed } from './scope-need.js'
import { ScopeMissing } from './xrpc.errors.js'

/** Whether a caller may do what needs a scope. Only OAuth callers have fewer rights than their account. */
export function allowsScope(caller: Call['caller'], need: ScopeNeed): boolean {
  return caller.kind !== 'account' || caller.credential !== 'oauth' || caller.allows?.(need) === true
}

/**
 * For what a call turns out to need while it is served; what it needs by its parameters stands in its access policy.
 * @throws ScopeMissing
 */
export function demandScope({ caller }: Pick<Call, 'caller'>, need: ScopeNeed): void {
  if (!allowsScope(caller, need)) throw new ScopeMissing(describeNeed(need))
}
