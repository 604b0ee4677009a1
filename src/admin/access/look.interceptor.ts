import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'
import { lastValueFrom, type Observable, of } from 'rxjs'
import { askedInPart } from '../../account/index.js'
import { Looks } from '../../audit/index.js'
import { administratorOf } from './administrator.js'
import { rulesOf } from './route-rules.js'
import { shownPath } from './shown-path.js'

/** Writes down who looks at what is known of people, before they see it. */
@Injectable()
export class LookInterceptor implements NestInterceptor {
  constructor(private readonly looks: Looks) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const { permission, personal } = rulesOf(context.getHandler())
    if (!personal) return next.handle()
    const request = context.switchToHttp().getRequest<FastifyRequest>()
    const { did } = request.params as { did?: string }
    const { agent } = administratorOf(request)
    const query = askedInPart(request.query as object)
    const look = { action: permission, did, path: shownPath(request), query }
    if (request.method !== 'GET') {
      await this.looks.note(agent, look)
      return next.handle()
    }
    return of(await this.looks.during(agent, look, () => lastValueFrom(next.handle())))
  }
}
