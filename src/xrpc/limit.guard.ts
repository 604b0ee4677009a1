import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common'
import { CallLimiter } from './call-limiter.js'
import { findCall } from './request-call.js'

/** The last guard: counts the call. What was refused before costs the caller nothing. */
@Injectable()
export class LimitGuard implements CanActivate {
  constructor(private readonly limiter: CallLimiter) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const call = findCall(context)
    return !call || this.limiter.admit(call)
  }
}
