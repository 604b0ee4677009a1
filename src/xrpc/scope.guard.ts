import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common'
import { grantWrites } from '@guildhall/oauth-scopes'
import type { AccountCaller } from './caller.js'
import { demandScope } from './demand-scope.js'
import { findCall } from './request-call.js'
import type { ScopeNeed } from './scope-need.js'
import { CredentialNotAllowed } from './xrpc.errors.js'

/** The third guard: compares what the call needs with what the caller was granted, and mints the right to write. */
@Injectable()
export class ScopeGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const call = findCall(context)
    if (call?.route.access.kind !== 'signedIn' || call.caller.kind !== 'account') return true
    const { needs } = call.route.access
    if (!needs) return admitUnscoped(call.caller)
    const needed = [needs(call)].flat() as ScopeNeed[]
    for (const need of needed) demandScope(call, need)
    const writes = needed.filter((need) => need.kind === 'repo')
    if (writes.length === needed.length) call.grant = grantWrites(call.caller.did, writes)
    return true
  }
}

/** A method that says nothing about scopes is not for applications with scopes. */
function admitUnscoped({ credential }: AccountCaller): boolean {
  if (credential !== 'oauth') return true
  throw new CredentialNotAllowed('OAuth credentials are not supported for this endpoint')
}
