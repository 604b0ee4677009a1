import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common'
import { grantWrites } from '@guildhall/oauth-scopes'
import type { AdminAccess, SignedInAccess } from './access.js'
import type { AccountCaller } from './caller.js'
import { demandScope } from './demand-scope.js'
import { findCall, type RequestCall } from './request-call.js'
import type { ScopeNeed } from './scope-need.js'
import { CredentialNotAllowed } from './xrpc.errors.js'

/**
 * The third guard: compares what the call needs with what the caller was granted, and mints the right to write. What is
 * done to an administrator is for whoever ranks above them.
 */
@Injectable()
export class ScopeGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const call = findCall(context)
    if (!call) return true
    const { caller } = call
    const { access } = call.route
    if (access.kind === 'admin') return admitAbove(call, access)
    if (access.kind !== 'signedIn' || caller.kind !== 'account') return true
    return admitScoped(call, access, caller)
  }
}

/** Whoever administers says whom they rank above: nobody else comes so far. */
async function admitAbove(call: RequestCall, { about }: AdminAccess): Promise<boolean> {
  const account = about?.(call)
  if (account === undefined) return true
  const { caller } = call
  const assertAbove = 'assertAbove' in caller ? caller.assertAbove : undefined
  if (!assertAbove) throw new CredentialNotAllowed('This credential does not administer')
  await assertAbove(account)
  return true
}

function admitScoped(call: RequestCall, { needs }: SignedInAccess, caller: AccountCaller): boolean {
  if (!needs) return admitUnscoped(caller)
  const needed = [needs(call)].flat() as ScopeNeed[]
  for (const need of needed) demandScope(call, need)
  const writes = needed.filter((need) => need.kind === 'repo')
  if (writes.length === needed.length) call.grant = grantWrites(caller.did, writes)
  return true
}

/** A method that says nothing about scopes is not for applications with scopes. */
function admitUnscoped({ credential }: AccountCaller): boolean {
  if (credential !== 'oauth') return true
  throw new CredentialNotAllowed('OAuth credentials are not supported for this endpoint')
}
