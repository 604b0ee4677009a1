import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'
import { lastValueFrom, type Observable, of } from 'rxjs'
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
    const noted = this.audit.note(administratorOf(request).agent, {
      action: permission,
      ...(did !== undefined && { target: { type: 'account', id: did } }),
      after: { path: (request.raw.url ?? '').split('?', 1)[0]!, query: request.query },
    })
    if (request.method !== 'GET') {
      await noted
      return next.handle()
    }
    // What they look at is read meanwhile.
    const [note, answer] = await Promise.allSettled([noted, lastValueFrom(next.handle())])
    if (note.status === 'rejected') throw note.reason
    if (answer.status === 'rejected') throw answer.reason
    return of(answer.value)
  }
}
