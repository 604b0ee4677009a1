import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'
import { catchError, type Observable } from 'rxjs'
import { Denials } from '../../audit/index.js'
import { Clock } from '../../telemetry/index.js'
import { StepUpRequired } from '../admin.errors.js'
import { administratorOf } from './administrator.js'
import { assertFresh } from './freshness.js'
import { rulesOf } from './route-rules.js'
import { shownPath } from './shown-path.js'

/** Sees to it that whoever does something grave has lately shown who they are, and writes down where they had not. */
@Injectable()
export class StepUpInterceptor implements NestInterceptor {
  constructor(
    private readonly denials: Denials,
    private readonly clock: Clock,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const { permission, fresh } = rulesOf(context.getHandler())
    const request = context.switchToHttp().getRequest<FastifyRequest>()
    const administrator = administratorOf(request)
    const refused = async (error: unknown): Promise<never> => {
      if (!(error instanceof StepUpRequired)) throw error
      const target = { type: 'route', id: `${request.method} ${shownPath(request)}` }
      await this.denials.note(administrator.agent, {
        action: permission,
        target,
        after: { code: error.code },
      })
      throw error
    }
    try {
      if (fresh) assertFresh(administrator, this.clock.nowMs())
    } catch (error) {
      return refused(error)
    }
    // Where it depends on what is asked for, whoever does it looks.
    return next.handle().pipe(catchError(refused))
  }
}
