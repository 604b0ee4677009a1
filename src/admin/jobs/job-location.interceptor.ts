import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { map, type Observable } from 'rxjs'

/** The status of what goes on after the answer. */
export const ACCEPTED = 202

/** Says where long work can be watched that a request has begun: `Location` of a 202. */
@Injectable()
export class JobLocationInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply>()
    return next.handle().pipe(
      map((answer: unknown) => {
        const { id } = (answer ?? {}) as { id?: unknown }
        if (reply.statusCode === ACCEPTED && typeof id === 'string')
          reply.header('location', `/admin/v1/jobs/${id}`)
        return answer
      }),
    )
  }
}
