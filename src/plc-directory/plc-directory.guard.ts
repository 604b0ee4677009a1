import { type CanActivate, type ExecutionContext, Injectable, NotFoundException } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'
import { IdentityConfig } from '../identity/index.js'

/** Lets nobody in unless this service registers its identities with itself. */
@Injectable()
export class PlcDirectoryGuard implements CanActivate {
  constructor(private readonly config: IdentityConfig) {}

  canActivate(context: ExecutionContext): boolean {
    if (this.config.plcBuiltIn) return true
    const { method, raw } = context.switchToHttp().getRequest<FastifyRequest>()
    throw new NotFoundException(`Cannot ${method} ${(raw.url ?? '').split('?', 1)[0]!}`)
  }
}
