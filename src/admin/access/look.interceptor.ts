import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'
import type { Observable } from 'rxjs'
import { Audit } from '../../audit/index.js'
import { administratorOf } from './administrator.js'
import { rulesOf } from './route-rules.js'

/** Writes down who looks at what is known of people, before they see it. */
@Injectable()
export class LookInterceptor implements NestInterceptor {
  constructor(private readonly audit: Audit) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const { permission, personal } = rulesOf(context.getHandler())
    if (!personal) return next.handle()
    const request = context.switchToHttp().getRequest<FastifyRequest>()
    const { did } = request.params as { did?: string }
    await this.audit.note(administratorOf(request).agent, {
      action: permission,
      ...(did !== undefined && { target: { type: 'account', id: did } }),
      after: { path: (request.raw.url ?? '').split('?', 1)[0]!, query: request.query },
    })
    return next.handle()
  }
}
