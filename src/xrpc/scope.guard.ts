import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common'
import { grantWrites } from '@guildhall/oauth-scopes'
import type { AccountCaller } from './caller.js'
import { findCall } from './request-call.js'
import { describeNeed, type ScopeNeed } from './scope-need.js'
import { CredentialNotAllowed, ScopeMissing } from './xrpc.errors.js'

/** The third guard: compares what the call needs with what the caller was granted, and mints the right to write. */
@Injectable()
export class ScopeGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const call = findCall(context)
    if (call?.route.access.kind !== 'signedIn' || call.caller.kind !== 'account') return true
    const { needs } = call.route.access
    if (!needs) return admitUnscoped(call.caller)
    const needed = [needs(call)].flat() as ScopeNeed[]
    const missing = needed.find((need) => !allows(call.caller as AccountCaller, need))
    if (missing) throw new ScopeMissing(describeNeed(missing))
    if (needed.every(({ kind }) => kind === 'repo')) call.grant = grantWrites(call.caller.did, needed)
    return true
  }
}

/** A method that says nothing about scopes is not for applications with scopes. */
function admitUnscoped({ credential }: AccountCaller): boolean {
  if (credential !== 'oauth') return true
  throw new CredentialNotAllowed('OAuth credentials are not supported for this endpoint')
}

/** A session may do all that its account may. */
function allows(caller: AccountCaller, need: ScopeNeed): boolean {
  return caller.credential !== 'oauth' || caller.allows?.(need) === true
}
